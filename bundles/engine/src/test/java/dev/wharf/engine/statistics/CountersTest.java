package dev.wharf.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerStats.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountersTest {
    private static final String DEVICES =
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:   98      1    0    0    0     0          0         0       98       1    0    0    0     0       0          0
             tunl0:    0      0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
              eth0:736 8 1 2 3 4 5 6 7 9 10 11 12 13 14 15
            eth0:1: 1 2 3 4 0 0 0 0 5 6 7 8 0 0 0 0
            """;

    @TempDir
    Path proc;

    @BeforeEach
    void setUp() throws IOException {
        Files.writeString(proc.resolve("meminfo"), "MemTotal:       24684096 kB\nMemFree: 1 kB\n");
        Files.writeString(proc.resolve("stat"), "cpu  1 2 3 4 5 6 7 100 200 300\ncpu0 1 2 3 4 5 6 7 100 200 300\n");
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of("net:[1]"));
        process(7, "net:[2]");
        process(8, "net:[1]");
    }

    private void process(int pid, String network) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.createDirectories(folder.resolve("ns"));
        Files.createSymbolicLink(folder.resolve("ns/net"), Path.of(network));
        Files.createDirectories(folder.resolve("net"));
        Files.writeString(folder.resolve("net/dev"), DEVICES);
    }

    @Test
    void timeOfTheHostIsThatOfSevenModes() {
        assertThat(new HostCounters(proc).processorTime()).isEqualTo(280_000_000);
    }

    @Test
    void memoryOfTheHostIsInBytes() {
        assertThat(new HostCounters(proc).memory()).isEqualTo(24684096L * 1024);
    }

    @Test
    void interfacesOfAContainerAreCounted() {
        assertThat(new InterfaceCounters(proc).of(7))
                .isEqualTo(Map.of(
                        "eth0",
                        new Network(736, 8, 1, 2, 7, 9, 10, 11),
                        "eth0:1",
                        new Network(1, 2, 3, 4, 5, 6, 7, 8)));
    }

    @Test
    void interfacesOfTheHostAreNotTheContainers() {
        assertThat(new InterfaceCounters(proc).of(8)).isEmpty();
    }

    @Test
    void aProcessThatHasEndedHasNone() {
        assertThat(new InterfaceCounters(proc).of(9)).isEmpty();
    }
}
