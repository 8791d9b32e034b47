package dev.wharf.images.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.testing.Fixture;
import dev.wharf.images.testing.Tar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads into fakes.
 *
 * @param fixture the fakes
 * @param catalog of the images
 * @param loading what is tested
 * @param told the progress that was told
 */
record Loader(Fixture fixture, Catalog catalog, LoadImages loading, List<String> told) {
    static Loader in(Path folder) {
        Fixture fixture = Fixture.in(folder);
        var catalog = new Catalog(fixture.store(), Clock.systemUTC());
        var layers = fixture.layers(chain -> catalog.snapshot().stacks(chain));
        var folders = new SpoolFolders(folder.resolve("spool"));
        return new Loader(
                fixture, catalog, new LoadImages(catalog, layers, fixture.drivers(), folders), new ArrayList<>());
    }

    List<String> load(Tar archive) {
        return load(archive.bytes());
    }

    List<String> load(byte[] archive) {
        return loading.load(new ByteArrayInputStream(archive), progress -> told.add(progress.status()));
    }

    void assertNothingIsLeft() {
        assertThat(catalog.snapshot().images()).isEmpty();
        assertThat(fixture.driver().layers()).isEmpty();
        assertThat(fixture.driver().keys()).isEmpty();
        assertThat(fixture.store().size("image_layers")).isZero();
        assertNothingIsSpooled();
    }

    /** How many files of a load are spooled at present. */
    long spooled() {
        try (Stream<Path> files = Files.walk(fixture.folder().resolve("spool"))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNothingIsSpooled() {
        try (Stream<Path> left = Files.list(fixture.folder().resolve("spool"))) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
