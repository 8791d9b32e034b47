package dev.wharf.images;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.images.layer.LayerTars;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.layer.Recipes;
import dev.wharf.images.layer.TarPacking;
import dev.wharf.images.layer.TarRebuilding;
import dev.wharf.images.layer.TarUnpacking;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.store.Store;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the images need from outside.
 *
 * @param settings of the daemon
 * @param builtInImage path of the archive that comes with the distribution
 * @param store for records
 * @param drivers for layers
 * @param events hears what happens
 * @param tars how tars of layers are unpacked and made
 * @param kernel for attributes of files; asked for at first use
 * @param clock for times in records and configurations
 */
record Surroundings(
        DaemonSettings settings,
        Optional<String> builtInImage,
        Store store,
        Drivers<GraphDriver> drivers,
        EventService events,
        LayerTars tars,
        Supplier<Kernel> kernel,
        Clock clock) {

    /**
     * Those of a running daemon.
     *
     * @param property looks up a framework property
     */
    static Surroundings of(
            Function<String, @Nullable String> property,
            Store store,
            Drivers<GraphDriver> drivers,
            EventService events) {
        return new Surroundings(
                DaemonSettings.from(property),
                Optional.ofNullable(property.apply(BuiltInImage.PROPERTY)).filter(path -> !path.isBlank()),
                store,
                drivers,
                events,
                new LayerTars(
                        new TarUnpacking(Linux::kernel),
                        new TarRebuilding(Linux::kernel),
                        new TarPacking(Linux::kernel)),
                Linux::kernel,
                Clock.systemUTC());
    }

    /** What layers need. */
    Layers.Basis layers() {
        var recipes = new Recipes(settings.dataRoot().resolve("images").resolve("recipes"));
        return new Layers.Basis(store, recipes, drivers, tars, kernel);
    }

    /** How images are made here; the version is the one that {@code docker version} shows. */
    ImportImage.Making making() {
        return new ImportImage.Making("1.9.1+wharf-" + settings.version(), clock);
    }
}
