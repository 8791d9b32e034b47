package dev.wharf.engine.api.volume;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Makes, finds and removes volumes. Thread-safe; calls block. */
@ProviderType
public interface VolumeService {

    /**
     * Makes a volume; one of that name and driver that is there already is answered as it is.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a name or option, NotFound for the driver, Conflict
     *     when another driver has a volume of that name, Unavailable, Internal
     */
    Volume create(VolumeRequest request);

    /**
     * Volumes by name. One whose driver is away is listed with what is known of it.
     *
     * @param filters values by name ({@code dangling name driver label}): any value of a name, all names
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a filter or its value
     */
    List<Volume> list(Map<String, List<String>> filters);

    /**
     * A volume.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound ({@code no such volume}), Unavailable
     */
    Volume inspect(String name);

    /**
     * Removes a volume with its content.
     *
     * @param force whether a volume that its driver does not know any more is forgotten
     * @throws dev.wharf.engine.api.EngineException NotFound, Conflict when a container has it, Unavailable, Internal
     */
    void remove(String name, boolean force);
}
