"""What must not stand in an ended procedure (a patient's name) can be removed from its words, and nothing else changed."""

from django.db import migrations

REMOVES = """    IF TG_OP = 'UPDATE' AND current_setting('redaction.removing', true) = 'on'
        AND to_jsonb(NEW) - {words} = to_jsonb(OLD) - {words} THEN
        RETURN NEW;
    END IF;
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{removes}    IF {ended} THEN
        RAISE EXCEPTION 'An ended procedure is final.';
    END IF;
    RETURN NEW;
END $$;
"""
GUARDS = (
    ("procedure_ended_is_final", ("reason",), "TG_OP = 'DELETE' OR OLD.status <> 'open'"),
    (
        "procedure_step_is_final",
        ("note", "signed_name", "version"),
        "TG_OP = 'DELETE' OR (SELECT status FROM procedures_procedure WHERE id = NEW.procedure_id) <> 'open'",
    ),
    (
        "procedure_file_is_final",
        ("file_name",),
        """TG_OP <> 'INSERT' OR (
        SELECT run.status FROM procedures_procedure AS run
        JOIN procedures_procedurestep AS step ON step.procedure_id = run.id WHERE step.id = NEW.step_id
    ) <> 'open'""",
    ),
)


def _function(name: str, words: tuple[str, ...], ended: str) -> str:
    listed = f"ARRAY[{', '.join(repr(one) for one in words)}]" if words else ""
    return FUNCTION.format(name=name, ended=ended, removes=REMOVES.format(words=listed) if words else "")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_first_templates")]
    operations = [
        migrations.RunSQL(_function(name, words, ended), _function(name, (), ended))
        for name, words, ended in GUARDS
    ]
