package dev.wharf.images.testing;

import java.nio.file.Path;

/**
 * The parts around the images, all fakes that outlive a restart.
 *
 * @param store of records
 * @param driver that keeps layers
 * @param drivers that serve the driver
 * @param unpacking of layers
 * @param events that were published
 * @param folder temporary
 */
public record Fixture(
        InMemoryStore store,
        FolderGraphDriver driver,
        OneDriver drivers,
        PlainUnpacking unpacking,
        RecordedEvents events,
        Path folder) {

    /** Fakes in a temporary folder, with a driver that keeps whole trees. */
    public static Fixture in(Path folder) {
        return in(folder, dev.wharf.spi.graph.WritableFolder.Whiteouts.NONE);
    }

    /** Fakes in a temporary folder. */
    public static Fixture in(Path folder, dev.wharf.spi.graph.WritableFolder.Whiteouts style) {
        var driver = new FolderGraphDriver(folder.resolve("graph"), style);
        return new Fixture(
                new InMemoryStore(), driver, new OneDriver(driver), new PlainUnpacking(), new RecordedEvents(), folder);
    }
}
