from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The hospital's own words for what the product tells people."""

    name = "hospital_itsm.messaging"
    label = "messaging"

    def ready(self) -> None:
        from hospital_itsm.messaging import health, message_kinds, settings_index, told
        from hospital_itsm.messaging.queries.wordings import own_words
        from hospital_itsm.outbox.own_words import know_own_words

        message_kinds.register_kinds()
        know_own_words(own_words)
        told.register_kinds()
        health.register()
        settings_index.fill()
