package dev.wharf.archive;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The recipe of a layer that is being unpacked. It is written down at the end: only then is known which contents the layer
 * itself has replaced, so that they are in no file any more and must be kept by value. For one thread.
 */
final class LayerRecipe implements TarRecord, AutoCloseable {
    private final Kernel kernel;
    private final ReservedNames names;
    private final RecipeSpool spool;
    private final RecipeWriter writer;
    private final RescuedContents rescued = new RescuedContents();
    private int contents;

    /** Begins the recipe of a layer that is unpacked to a folder. */
    LayerRecipe(Kernel kernel, Fd root) {
        this.kernel = kernel;
        this.names = new ReservedNames(kernel.files(), root);
        this.spool = new RecipeSpool(kernel, names);
        this.writer = new RecipeWriter(spool);
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
        writer.bytes(buffer, offset, length);
    }

    @Override
    public void content(FileContent content) {
        writer.content(content);
        contents++;
    }

    /** Removes something that the layer brought, and keeps the contents in it. */
    void rescue(EntryPlace place) {
        int number = rescued.add(place.realName(), contents);
        names.rescue(place.fd(), place.base(), number);
    }

    /** Writes the recipe. */
    void finish(OutputStream out) {
        writer.finish();
        try {
            if (rescued.isEmpty()) {
                spool.content().transferTo(out);
            } else {
                finishWithRescued(out);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finishWithRescued(OutputStream out) throws IOException {
        var contentReader = new ContentReader(kernel, names.rescuedFolder());
        try (var reader = new RecipeReader(spool.content());
                var complete = new RecipeWriter(out)) {
            reader.play(new Inlining(complete, contentReader));
            complete.finish();
        }
    }

    @Override
    public void close() {
        writer.close();
        spool.close();
        names.close();
    }

    /** Passes a recipe on, with rescued contents by value. */
    private final class Inlining implements TarRecord {
        private final RecipeWriter to;
        private final ContentReader reader;
        private int number;

        Inlining(RecipeWriter to, ContentReader reader) {
            this.to = to;
            this.reader = reader;
        }

        @Override
        public void bytes(byte[] buffer, int offset, int length) {
            to.bytes(buffer, offset, length);
        }

        @Override
        public void content(FileContent content) {
            rescued.find(content.path(), number++)
                    .ifPresentOrElse(
                            path -> reader.read(new FileContent(path, content.size(), content.runs()), to),
                            () -> to.content(content));
        }
    }
}
