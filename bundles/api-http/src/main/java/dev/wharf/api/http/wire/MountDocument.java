package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wharf.engine.api.container.MountRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of {@code HostConfig.Mounts}, as Docker 20.10 shows it; api/types/mount. What is not set is left out.
 *
 * @param type {@code Type}; the others are named likewise
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record MountDocument(
        String type,
        String source,
        String target,
        boolean readOnly,
        Optional<BindOptions> bindOptions,
        Optional<VolumeOptions> volumeOptions) {

    /** What binds alone have. */
    record BindOptions(String propagation) {}

    /** What volumes alone have. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record VolumeOptions(boolean noCopy, Map<String, String> labels, Optional<DriverConfig> driverConfig) {}

    /** The driver of a volume that is made. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record DriverConfig(String name, Map<String, String> options) {}

    static List<MountDocument> of(List<MountRequest> mounts) {
        return mounts.stream().map(MountDocument::of).toList();
    }

    private static MountDocument of(MountRequest mount) {
        return mount instanceof MountRequest.Volume volume ? of(volume) : of((MountRequest.Bind) mount);
    }

    private static MountDocument of(MountRequest.Bind bind) {
        Optional<BindOptions> options =
                Optional.of(bind.propagation()).filter(word -> !word.isEmpty()).map(BindOptions::new);
        return new MountDocument("bind", bind.source(), bind.target(), bind.isReadOnly(), options, Optional.empty());
    }

    private static MountDocument of(MountRequest.Volume volume) {
        Optional<DriverConfig> driver = Optional.of(new DriverConfig(volume.driver(), volume.options()))
                .filter(config -> !config.name().isEmpty() || !config.options().isEmpty());
        Optional<VolumeOptions> options = Optional.of(new VolumeOptions(volume.isNoCopy(), volume.labels(), driver))
                .filter(each -> each.noCopy() || !each.labels().isEmpty() || driver.isPresent());
        return new MountDocument(
                "volume", volume.name(), volume.target(), volume.isReadOnly(), Optional.empty(), options);
    }
}
