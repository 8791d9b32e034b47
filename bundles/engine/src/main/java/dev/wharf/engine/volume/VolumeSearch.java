package dev.wharf.engine.volume;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.volume.Volume;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.volume.VolumeDriverProvider.Scope;
import dev.wharf.spi.volume.VolumeInfo;
import dev.wharf.spi.volume.VolumeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds volumes in the store and at the drivers. Thread-safe. */
final class VolumeSearch {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeSearch.class);
    private static final String LOCAL = "local";

    private final VolumeStore store;
    private final DriverRegistry drivers;

    VolumeSearch(VolumeStore store, DriverRegistry drivers) {
        this.store = store;
        this.drivers = drivers;
    }

    /** Finds a volume; one without a record is looked for at all drivers that serve. */
    Optional<FoundVolume> find(String name) {
        if (!VolumeNames.isName(name)) {
            return Optional.empty();
        }
        Optional<VolumeRecord> record = store.find(name);
        if (record.isPresent()) {
            return record.map(kept -> asked(kept.driver(), name, record));
        }
        return drivers.volume().names().stream()
                .map(driver -> asked(driver, name, record))
                .filter(found -> found.info().isPresent())
                .findFirst();
    }

    private FoundVolume asked(String driver, String name, Optional<VolumeRecord> record) {
        try {
            Optional<VolumeInfo> info = drivers.volume().call(driver, volumes -> volumes.get(new VolumeName(name)));
            return new FoundVolume(name, driver, record, info, false);
        } catch (EngineException e) {
            LOG.debug("volume {} at driver {}: {}", name, driver, e.getMessage());
            return new FoundVolume(name, driver, record, Optional.empty(), true);
        }
    }

    /** All volumes by name, without those that their drivers have lost. */
    List<FoundVolume> all() {
        Map<String, FoundVolume> byName = new TreeMap<>();
        Map<String, Map<String, VolumeInfo>> infos = listed();
        for (VolumeRecord record : store.all()) {
            boolean away = !infos.containsKey(record.driver());
            Optional<VolumeInfo> info = Optional.ofNullable(infos.get(record.driver()))
                    .flatMap(known -> Optional.ofNullable(known.get(record.name())));
            byName.put(record.name(), new FoundVolume(record.name(), record.driver(), Optional.of(record), info, away));
        }
        infos.forEach((driver, known) -> known.forEach((name, info) ->
                byName.putIfAbsent(name, new FoundVolume(name, driver, Optional.empty(), Optional.of(info), false))));
        return byName.values().stream().filter(found -> !found.isLost()).toList();
    }

    private Map<String, Map<String, VolumeInfo>> listed() {
        Map<String, Map<String, VolumeInfo>> byDriver = new LinkedHashMap<>();
        for (String driver : drivers.volume().names()) {
            try {
                Map<String, VolumeInfo> known = new LinkedHashMap<>();
                drivers.volume()
                        .call(driver, volumes -> volumes.list())
                        .forEach(info -> known.put(info.name().value(), info));
                byDriver.put(driver, known);
            } catch (EngineException e) {
                LOG.warn("volumes of driver {} are listed as far as they are known here: {}", driver, e.getMessage());
            }
        }
        return byDriver;
    }

    /** What clients see of a volume. */
    Volume view(FoundVolume found) {
        Map<String, String> status = new LinkedHashMap<>();
        found.info()
                .map(VolumeInfo::status)
                .orElse(List.of())
                .forEach((NamedValue line) -> status.put(line.name(), line.value()));
        return new Volume(
                found.name(),
                found.driver(),
                found.info()
                        .flatMap(VolumeInfo::mountpoint)
                        .map(String::valueOf)
                        .orElse(""),
                found.record().map(VolumeRecord::created).or(() -> found.info().flatMap(VolumeInfo::created)),
                found.record().map(VolumeRecord::labels).orElse(Map.of()),
                found.record().map(VolumeRecord::options).orElse(Map.of()),
                scope(found),
                status);
    }

    private String scope(FoundVolume found) {
        if (found.away() || found.driver().equals(LOCAL)) {
            return LOCAL;
        }
        return drivers.volumeProvider(found.driver())
                .map(provider -> provider.scope())
                .orElse(Scope.LOCAL)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
