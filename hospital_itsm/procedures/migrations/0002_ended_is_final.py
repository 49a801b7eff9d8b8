"""PostgreSQL refuses changes of published templates and of everything in a procedure that has ended."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION procedure_template_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A published template is final.';
END $$;
CREATE FUNCTION procedure_ended_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.status <> 'open' THEN
        RAISE EXCEPTION 'An ended procedure is final.';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION procedure_step_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (SELECT status FROM procedures_procedure WHERE id = NEW.procedure_id) <> 'open' THEN
        RAISE EXCEPTION 'An ended procedure is final.';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION procedure_file_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR (
        SELECT run.status FROM procedures_procedure AS run
        JOIN procedures_procedurestep AS step ON step.procedure_id = run.id WHERE step.id = NEW.step_id
    ) <> 'open' THEN
        RAISE EXCEPTION 'An ended procedure is final.';
    END IF;
    RETURN NEW;
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION procedure_template_is_final();
DROP FUNCTION procedure_ended_is_final();
DROP FUNCTION procedure_step_is_final();
DROP FUNCTION procedure_file_is_final();
"""
TRIGGERS = {
    "procedures_proceduretemplate": ("UPDATE OR DELETE", "procedure_template_is_final"),
    "procedures_proceduresteptemplate": ("UPDATE OR DELETE", "procedure_template_is_final"),
    "procedures_procedure": ("UPDATE OR DELETE", "procedure_ended_is_final"),
    "procedures_procedurestep": ("INSERT OR UPDATE OR DELETE", "procedure_step_is_final"),
    "procedures_stepfile": ("INSERT OR UPDATE OR DELETE", "procedure_file_is_final"),
}
TRIGGER = "CREATE TRIGGER {table}_rows BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *[
            migrations.RunSQL(
                TRIGGER.format(table=table, events=events, function=function),
                f"DROP TRIGGER {table}_rows ON {table};",
            )
            for table, (events, function) in TRIGGERS.items()
        ],
    ]
