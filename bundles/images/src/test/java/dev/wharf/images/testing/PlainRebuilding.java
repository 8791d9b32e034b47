package dev.wharf.images.testing;

import dev.wharf.images.layer.Rebuilding;
import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Rebuilds from recipes of {@link PlainUnpacking}, which are the tars themselves, and counts how often. */
public final class PlainRebuilding implements Rebuilding {
    private final AtomicInteger count = new AtomicInteger();

    /** How many tars were rebuilt. */
    public int count() {
        return count.get();
    }

    @Override
    public void rebuild(InputStream recipe, WritableFolder folder, OutputStream tar) throws IOException {
        count.incrementAndGet();
        recipe.transferTo(tar);
    }
}
