package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.name.Ids;

/** The refusal of a name that another container has. */
final class NameTaken {
    private NameTaken() {}

    /**
     * Refuses a name.
     *
     * @throws EngineException Conflict, with the text of Docker 1.9.1, daemon.reserveName
     */
    static void refuseUnless(boolean reserved, ContainerTable table, String name) {
        if (reserved) {
            return;
        }
        String holder = table.holder(name).map(Ids::shortened).orElse("");
        throw new EngineException.Conflict("Conflict. The name \"" + name + "\" is already in use by container "
                + holder + ". You have to remove (or rename) that container to be able to reuse that name.");
    }
}
