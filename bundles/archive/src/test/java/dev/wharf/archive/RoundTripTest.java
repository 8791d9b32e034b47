package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever tar is unpacked, the same comes back. */
class RoundTripTest {
    private static final int TARS = 60;

    @TempDir
    Path temp;

    @Test
    void everyTarOfAnOwnerComesBack() throws IOException {
        var trip = new RoundTrip(temp);
        int uid = (int) Files.getAttribute(temp, "unix:uid");
        int gid = (int) Files.getAttribute(temp, "unix:gid");

        for (long seed = 0; seed < TARS; seed++) {
            byte[] tar = RandomTar.forOwner(seed, uid, gid);
            trip.check(tar, Whiteouts.NONE);
            trip.check(tar, Whiteouts.AUFS);
        }

        assertThat(trip.done()).isGreaterThan(TARS);
    }

    @Tag("privileged")
    @Test
    void everyTarOfRootComesBack() throws IOException {
        var trip = new RoundTrip(temp);

        for (long seed = 0; seed < TARS; seed++) {
            byte[] tar = RandomTar.forRoot(seed);
            for (Whiteouts whiteouts : Whiteouts.values()) {
                trip.check(tar, whiteouts);
            }
        }

        assertThat(trip.done()).isGreaterThan(TARS);
    }
}
