package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.volume.VolumeRequest;

/** Reads the body that makes a volume; Docker 1.9.1, api/types/types.go (VolumeCreateRequest), and newer labels. */
public final class VolumeBody {
    private VolumeBody() {}

    /**
     * The request.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static VolumeRequest toDomain(ObjectNode object) {
        Fields body = new Fields(object);
        return new VolumeRequest(body.text("Name"), body.text("Driver"), body.map("DriverOpts"), body.map("Labels"));
    }
}
