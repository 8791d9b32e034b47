package dev.wharf.itests.torture;

import dev.wharf.itests.UpgradedJar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The files of drivers and editions, in the deploy folder and in the distribution. */
final class Deployment {
    private static final int HALF_MILLIS = 300;

    private final OwnDistribution distribution;
    private final Path folder;
    private final Map<String, String> versions = new TreeMap<>();
    private int count;

    Deployment(OwnDistribution distribution, Path folder) {
        this.distribution = distribution;
        this.folder = folder;
    }

    /** What the version of the bundle that must serve begins with. */
    String version(Target target) {
        return versions.getOrDefault(target.artifact(), Target.SHIPPED);
    }

    boolean isDeployed(Target target) {
        return versions.containsKey(target.artifact());
    }

    /** Puts a higher version into the deploy folder, in the place of the former one when there is one. */
    String upgrade(Target target, Random random) {
        String version = "0.1." + ++count;
        Path shipped = distribution.jar(target);
        if (random.nextInt(4) == 0) {
            copySlowly(UpgradedJar.of(shipped, version, distribution.attic().resolve("slow.jar")), file(target));
        } else {
            UpgradedJar.of(shipped, version, file(target));
        }
        versions.put(target.artifact(), version);
        return version;
    }

    /** Takes the higher version away. */
    void goBack(Target target) {
        versions.remove(target.artifact());
        try {
            Files.delete(file(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the shipped bundle away for a while. */
    void without(Target target, Runnable meanwhile) {
        Path jar = distribution.jar(target);
        Path away = distribution.attic().resolve(jar.getFileName());
        move(jar, away);
        meanwhile.run();
        move(away, jar);
    }

    private static void copySlowly(Path from, Path to) {
        try (OutputStream stream = Files.newOutputStream(to)) {
            byte[] bytes = Files.readAllBytes(from);
            stream.write(bytes, 0, bytes.length / 2);
            Pause.millis(HALF_MILLIS);
            stream.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Target target) {
        return folder.resolve(target.artifact() + "-upgraded.jar");
    }
}
