package dev.wharf.graphdriver.aufs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PretendedUnionTest extends UnionFacts {

    PretendedUnionTest(@TempDir Path folder) throws IOException {
        super(new PretendedAufs(), knowingAufs(folder));
    }

    private static AufsKernel knowingAufs(Path folder) throws IOException {
        return new AufsKernel(Files.writeString(folder.resolve("list"), "nodev\taufs\n"), folder.resolve("none"));
    }
}
