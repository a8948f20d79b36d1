package io.rowseal.hibernate.internal.schema;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.tool.schema.Action;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator.ActionGrouping;

/** What Hibernate's schema tool is told to do with the database, as far as it matters for when columns are compared. */
public enum SchemaAction {
    /** Nothing, so that the application itself may still make tables while the SessionFactory is built. */
    NONE,
    /** Compares, and would refuse encrypted columns in words that do not help. */
    VALIDATE,
    /** Changes what is there, or adds to it. */
    CHANGE,
    /** Drops what is there. */
    DROP;

    static SchemaAction of(Metadata metadata, Map<String, Object> settings) {
        Set<Action> actions = ActionGrouping.interpret(metadata, settings).stream()
                .map(ActionGrouping::databaseAction)
                .collect(Collectors.toSet());
        if (actions.contains(Action.UPDATE) || actions.contains(Action.CREATE_ONLY)) {
            return CHANGE;
        }
        if (actions.contains(Action.CREATE) || actions.contains(Action.CREATE_DROP) || actions.contains(Action.DROP)) {
            return DROP;
        }
        return actions.contains(Action.VALIDATE) ? VALIDATE : NONE;
    }
}
