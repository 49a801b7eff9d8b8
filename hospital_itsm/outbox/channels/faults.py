"""How a channel says that a message did not leave."""


class NobodyThere(Exception):
    """The person has no address on this channel any more, or may not sign in any more: nothing is sent."""


class ChannelUnreachable(Exception):
    """The other side does not answer at all: the rest of the batch need not be tried now. Holds a code."""


class NotTaken(Exception):
    """The other side answered and did not take this message. Holds a code."""
