package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.engine.api.volume.VolumeRequest;
import dev.wharf.engine.api.volume.VolumeService;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes, finds and removes volumes for clients. */
@Component(service = VolumeService.class)
public final class EngineVolumeService implements VolumeService {
    private final VolumeTable table;

    /** A service for the volumes of a table. */
    @Activate
    public EngineVolumeService(@Reference VolumeTable table) {
        this.table = table;
    }

    @Override
    public Volume create(VolumeRequest request) {
        boolean anonymous = request.name().isEmpty();
        String name = anonymous ? table.anonymousName() : request.name();
        return table.create(new VolumeRequest(name, request.driver(), request.options(), request.labels()), anonymous);
    }

    /** The filter {@code label} holds when all its values do, as with Docker. */
    @Override
    public List<Volume> list(Map<String, List<String>> filters) {
        return table.all().stream()
                .filter(new VolumeFilter(table::isUsed).of(filters))
                .toList();
    }

    @Override
    public Volume inspect(String name) {
        return table.find(name).orElseThrow(() -> new EngineException.NotFound("get " + name + ": no such volume"));
    }

    @Override
    public void remove(String name, boolean force) {
        table.remove(name, force);
    }
}
