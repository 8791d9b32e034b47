/*
 * A server that tells its callers who they are, and a caller; static, so that it runs in any container.
 *   talk serve tcp|udp PORT               answers each line with the caller's address, a blank and the line
 *   talk ask tcp|udp ADDRESS PORT WORD    prints the answer; fails when none comes within two seconds
 *   talk hold ADDRESS PORT                sends each line of its input, and prints each answer
 */
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void answer(int to, struct sockaddr_in6 *from, socklen_t size, char *line, ssize_t length, int datagram)
{
    char name[64], text[4096];
    getnameinfo((struct sockaddr *)from, size, name, sizeof name, 0, 0, NI_NUMERICHOST);
    char *shown = strncmp(name, "::ffff:", 7) ? name : name + 7;
    int count = snprintf(text, sizeof text, "%s %.*s", shown, (int)length, line);
    if (datagram)
        sendto(to, text, (size_t)count, 0, (struct sockaddr *)from, size);
    else if (write(to, text, (size_t)count) < 0)
        exit(0);
}

static void serve(int type, int port)
{
    struct sockaddr_in6 here = {.sin6_family = AF_INET6, .sin6_port = htons((unsigned short)port)}, from;
    int on = 1, off = 0, server = socket(AF_INET6, type, 0);
    char line[2048];
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(server, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(server, (struct sockaddr *)&here, sizeof here))
        fail("bind");
    signal(SIGCHLD, SIG_IGN);
    if (type == SOCK_STREAM && listen(server, 64))
        fail("listen");
    for (;;) {
        socklen_t size = sizeof from;
        if (type == SOCK_DGRAM) {
            ssize_t count = recvfrom(server, line, sizeof line, 0, (struct sockaddr *)&from, &size);
            answer(server, &from, size, line, count, 1);
            continue;
        }
        int client = accept(server, (struct sockaddr *)&from, &size);
        if (client < 0 || fork() > 0) {
            close(client);
            continue;
        }
        ssize_t count;
        while ((count = read(client, line, sizeof line)) > 0)
            answer(client, &from, size, line, count, 0);
        exit(0);
    }
}

static int reach(int type, const char *address, const char *port)
{
    struct addrinfo wish = {.ai_socktype = type}, *found;
    struct timeval patience = {2, 0};
    int error = getaddrinfo(address, port, &wish, &found);
    if (error) {
        fprintf(stderr, "%s: %s\n", address, gai_strerror(error));
        exit(1);
    }
    int server = socket(found->ai_family, type, 0);
    setsockopt(server, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(server, found->ai_addr, found->ai_addrlen))
        fail("connect");
    return server;
}

static void exchange(int server, char *line)
{
    char text[4096];
    if (write(server, line, strlen(line)) < 0)
        fail("write");
    ssize_t count = read(server, text, sizeof text);
    if (count <= 0)
        fail("read");
    printf("%.*s", (int)count, text);
    fflush(stdout);
}

int main(int count, char **words)
{
    char line[2048];
    if (count == 4 && !strcmp(words[1], "serve"))
        serve(strcmp(words[2], "udp") ? SOCK_STREAM : SOCK_DGRAM, atoi(words[3]));
    if (count == 6 && !strcmp(words[1], "ask")) {
        snprintf(line, sizeof line, "%s\n", words[5]);
        exchange(reach(strcmp(words[2], "udp") ? SOCK_STREAM : SOCK_DGRAM, words[3], words[4]), line);
        return 0;
    }
    if (count == 4 && !strcmp(words[1], "hold")) {
        int server = reach(SOCK_STREAM, words[2], words[3]);
        while (fgets(line, sizeof line, stdin))
            exchange(server, line);
        return 0;
    }
    fprintf(stderr, "talk serve|ask|hold, see talk.c\n");
    return 2;
}
