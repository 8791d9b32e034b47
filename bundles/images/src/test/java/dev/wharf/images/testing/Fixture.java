package dev.wharf.images.testing;

import dev.wharf.images.layer.LayerTars;
import dev.wharf.images.layer.LayerUse;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.layer.Recipes;
import dev.wharf.linux.Linux;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts around the images, all fakes that outlive a restart.
 *
 * @param store of records
 * @param driver that keeps layers
 * @param drivers that serve the driver
 * @param unpacking of layers
 * @param rebuilding of their tars
 * @param events that were published
 * @param folder temporary
 */
public record Fixture(
        InMemoryStore store,
        FolderGraphDriver driver,
        FakeDrivers drivers,
        PlainUnpacking unpacking,
        PlainRebuilding rebuilding,
        RecordedEvents events,
        Path folder) {

    /** Fakes in a temporary folder, with a driver that keeps whole trees. */
    public static Fixture in(Path folder) {
        return in(folder, Whiteouts.NONE);
    }

    /** Fakes in a temporary folder. */
    public static Fixture in(Path folder, Whiteouts style) {
        var driver = new FolderGraphDriver(folder.resolve("graph"), style);
        return new Fixture(
                new InMemoryStore(),
                driver,
                new FakeDrivers(driver),
                new PlainUnpacking(),
                new PlainRebuilding(),
                new RecordedEvents(),
                folder);
    }

    /** A second driver, which keeps whole trees and serves from now on. */
    public FolderGraphDriver secondDriver(String name) {
        var second = new FolderGraphDriver(folder.resolve(name), Whiteouts.NONE);
        drivers.add(name, second);
        return second;
    }

    /** What is done with tars. */
    public LayerTars tars() {
        return new LayerTars(unpacking, rebuilding, new PlainPacking());
    }

    /** Layers as after a start of the daemon. */
    public Layers layers(LayerUse use) {
        var recipes = new Recipes(recipeFolder());
        return new Layers(new Layers.Basis(store, recipes, drivers, tars(), Linux::kernel), use);
    }

    /** Where recipes lie. */
    public Path recipeFolder() {
        return folder.resolve("data/images/recipes");
    }

    /** The recipes that lie there, {@code driver/chain}, with drafts, sorted. */
    public List<String> recipes() {
        if (!Files.exists(recipeFolder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(recipeFolder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> recipeFolder().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
