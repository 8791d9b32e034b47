package dev.wharf.dns.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.dns.server.KnownNames;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class AnswersTest {
    private final Answers answers = new Answers(new KnownNames()
            .with("web", "172.18.0.2")
            .with("db", "172.18.0.3", "fd00::3")
            .with("many", "172.18.0.4", "172.18.0.5", "172.18.0.6"));

    private Optional<List<String>> ask(String name, int type) {
        return answers.to(Questions.query(Questions.question(name, type)))
                .map(records -> records.stream().map(Record::rdataToString).toList());
    }

    @Test
    void addressesAreThoseOfTheirKind() {
        assertThat(ask("db", Type.A)).contains(List.of("172.18.0.3"));
        assertThat(ask("db", Type.AAAA)).contains(List.of("fd00:0:0:0:0:0:0:3"));
        assertThat(ask("db", Type.ANY).orElseThrow()).hasSize(2);
    }

    @Test
    void theCaseOfLettersDoesNotMatter() {
        assertThat(ask("WeB", Type.A)).contains(List.of("172.18.0.2"));
    }

    @Test
    void whatAKnownNameHasNotIsEmpty() {
        assertThat(ask("web", Type.AAAA)).contains(List.of());
        assertThat(ask("web", Type.MX)).contains(List.of());
        assertThat(ask("web", Type.PTR)).contains(List.of());
    }

    @Test
    void unknownNamesAreNotAnswered() {
        assertThat(ask("other", Type.A)).isEmpty();
        assertThat(ask("1.0.18.172.in-addr.arpa", Type.PTR)).isEmpty();
        assertThat(ask("x.in-addr.arpa", Type.PTR)).isEmpty();
    }

    @Test
    void otherClassesAreNotAnswered() {
        Message chaos = Message.newQuery(Record.newRecord(Questions.name("web"), Type.TXT, DClass.CH));

        assertThat(answers.to(Questions.query(chaos))).isEmpty();
    }

    @Test
    void addressesHaveNames() {
        assertThat(ask("2.0.18.172.in-addr.arpa", Type.PTR)).contains(List.of("web."));
        assertThat(ask("3.0.0.0" + ".0".repeat(24) + ".0.0.d.f.ip6.arpa", Type.PTR))
                .contains(List.of("db."));
    }

    @Test
    void theOrderChanges() {
        List<String> first = ask("many", Type.A).orElseThrow();
        List<String> second = ask("many", Type.A).orElseThrow();

        assertThat(second).containsExactlyInAnyOrderElementsOf(first);
        assertThat(second.get(0)).isNotEqualTo(first.get(0));
    }

    @Test
    void recordsLiveForTenMinutes() {
        Query query = Questions.query(Questions.question("web", Type.A));

        assertThat(answers.to(query).orElseThrow().get(0).getTTL()).isEqualTo(600);
    }

    @Test
    void aReplyRepeatsTheQuestion() {
        Query query = Questions.query(Questions.question("web", Type.A, 1232));

        Message reply = Questions.message(Replies.of(query, answers.to(query).orElseThrow(), 512));

        assertThat(reply.getHeader().getID()).isEqualTo(query.id());
        assertThat(reply.getQuestion()).isEqualTo(query.question());
        assertThat(reply.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(reply.getOPT()).isNotNull();
    }

    @Test
    void whatDoesNotFitIsCut() {
        var names = new KnownNames();
        for (int i = 0; i < 200; i++) {
            names.with("crowd", "10.0.0." + i);
        }
        Query query = Questions.query(Questions.question("crowd", Type.A));
        List<Record> records = new Answers(names).to(query).orElseThrow();

        Message cut = Questions.message(Replies.of(query, records, 512));
        Message whole = Questions.message(Replies.of(query, records, Replies.MOST_BYTES));

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getSection(Section.ANSWER)).hasSizeBetween(20, 30);
        assertThat(cut.numBytes()).isLessThanOrEqualTo(512);
        assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(whole.getSection(Section.ANSWER)).hasSize(200);
    }

    @Test
    void namesThatAreNoDomainNamesHaveNoPointer() {
        var names = new KnownNames().with("a..b", "10.0.0.1");
        Query query = Questions.query(Questions.question("1.0.0.10.in-addr.arpa", Type.PTR));

        assertThat(new Answers(names).to(query)).isEmpty();
    }
}
