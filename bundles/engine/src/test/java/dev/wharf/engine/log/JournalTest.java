package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal();

    @Test
    void entriesKeepTheirNumbersWhenEarlierOnesAreDropped() {
        for (int start = 0; start < 100; start++) {
            journal.append(new Arrival(LogStream.STDOUT, start, start + 1, Instant.EPOCH));
        }

        for (int number = 0; number <= 60; number += 7) {
            journal.dropBefore(number);
        }

        assertThat(journal.find(60).orElseThrow().start()).isEqualTo(60);
        assertThat(journal.find(99).orElseThrow().start()).isEqualTo(99);
        assertThat(journal.find(100)).isEmpty();
        assertThat(journal.size()).isEqualTo(44);
        assertThat(journal.end()).isEqualTo(100);
    }

    @Test
    void numbersGoOnAfterAllWasDropped() {
        journal.append(new Arrival(LogStream.STDERR, 0, 5, Instant.EPOCH));
        journal.dropBefore(1);
        journal.append(new Arrival(LogStream.STDERR, 5, 6, Instant.EPOCH));

        assertThat(journal.find(1).orElseThrow().start()).isEqualTo(5);
        assertThat(journal.end()).isEqualTo(2);
    }
}
