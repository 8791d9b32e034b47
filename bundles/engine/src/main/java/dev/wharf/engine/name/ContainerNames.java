package dev.wharf.engine.name;

import dev.wharf.engine.api.EngineException;
import java.util.regex.Pattern;

/** The grammar of container names. Inside the engine a name has no leading slash. */
public final class ContainerNames {
    private static final int MAXIMUM_LENGTH = 255;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

    private ContainerNames() {}

    /**
     * The name without its leading slash.
     *
     * @throws EngineException InvalidArgument, with Docker's text, for one that breaks the grammar
     */
    public static String checked(String name) {
        String bare = bare(name);
        if (bare.length() > MAXIMUM_LENGTH || !NAME.matcher(bare).matches()) {
            throw new EngineException.InvalidArgument(
                    "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        return bare;
    }

    /** The name without its leading slash, unchecked. */
    public static String bare(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
