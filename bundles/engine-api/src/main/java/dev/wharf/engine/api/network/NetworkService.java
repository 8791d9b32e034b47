package dev.wharf.engine.api.network;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Makes, finds and removes networks. Thread-safe; calls block. */
@ProviderType
public interface NetworkService {

    /**
     * Makes a network.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a name, option or address; Forbidden for the name of a
     *     predefined one, and for a pool that overlaps another one; Conflict for a taken name, where that matters; NotFound for
     *     the driver; Unavailable, Internal
     */
    NetworkCreated create(NetworkRequest request);

    /**
     * Networks, the predefined ones first, then by name. One whose driver is away is listed with what is known of it.
     *
     * @param filters values by name ({@code name id type driver label}): any value of a name, all names, but that names and
     *     ids find more together
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a filter or its value
     */
    List<Network> list(Map<String, List<String>> filters);

    /**
     * A network.
     *
     * @param reference id, name, or the beginning of an id, in this order
     * @throws dev.wharf.engine.api.EngineException NotFound ({@code network X not found}), InvalidArgument when several begin so
     */
    Network inspect(String reference);

    /**
     * Removes a network.
     *
     * @throws dev.wharf.engine.api.EngineException NotFound, Forbidden for a predefined one and while it has endpoints,
     *     Unavailable, Internal
     */
    void remove(String reference);
}
