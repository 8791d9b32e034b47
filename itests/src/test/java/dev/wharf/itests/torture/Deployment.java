package dev.wharf.itests.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The files of drivers and editions, in the deploy folder and in the distribution. */
final class Deployment {
    private static final String SHIPPED = "0.1.0";

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
        return versions.getOrDefault(target.artifact(), SHIPPED);
    }

    boolean isDeployed(Target target) {
        return versions.containsKey(target.artifact());
    }

    /** Puts a higher version into the deploy folder, in the place of the former one when there is one. */
    String upgrade(Target target, Random random) {
        String version = "0.1." + ++count;
        byte[] jar = UpgradedJar.of(distribution.jar(target), version);
        if (random.nextInt(4) == 0) {
            UpgradedJar.copySlowly(jar, file(target));
        } else {
            UpgradedJar.place(jar, file(target));
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
