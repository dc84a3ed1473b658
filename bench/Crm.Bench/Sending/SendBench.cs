using System.Diagnostics;
using System.Globalization;
using Crm.Bench.Hosts;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Email.Compose;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Crm.Messaging.Brakes;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Sending;

/// <summary>
/// From the outbox through real SMTP into the ledger, beside a bare loop of MailKit (no delay on its sockets) with the same letters, and Postfix's own source. Then the brake: what left after
/// the click while eight workers of each of two nodes send.
/// </summary>
public sealed class SendBench : IBench
{
    private const int Workers = 8;
    private const int AtOnce = 1000;
    private const int Saves = 200;

    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(20);

    private static readonly int s_prepared = int.TryParse(Environment.GetEnvironmentVariable("CRM_BENCH_PREPARED"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 100_000;
    private static readonly int s_letters = int.TryParse(Environment.GetEnvironmentVariable("CRM_BENCH_SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var letters) ? letters : 5000;
    private static readonly DateTime s_far = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string s_text = string.Concat(Enumerable.Repeat("Voici quelques mots de l’atelier, pour dire que tout avance.\n", 25));

    public string Name => "send";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("send");
        await using var sink = await MailSink.StartAsync(cancellationToken);
        await using var host = await BenchHost.StartAsync(folder.Path, "b2b", cancellationToken);
        await host.InTenantAsync(host.Default, services => SetAsync(services, sink.Port));
        var people = await PeopleAsync(host, cancellationToken);
        var (ours, many, bare, source) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Figures.Rounds; round++)
        {
            ours.Add(await SendAsync(host, people, $"one-{round}", MessageClass.Transactional, cancellationToken));
            many.Add(await SendAsync(host, people, $"many-{round}", MessageClass.Marketing, cancellationToken));
            bare.Add(await BareAsync(host, sink.Port, cancellationToken));
            source.Add(await sink.SourceAsync(s_letters, Workers, 3700, cancellationToken));
        }

        var saves = await SavesAsync(host, people, cancellationToken);
        await SignAsync(host);
        var (signed, bareSigned) = (new List<double>(), new List<double>());
        using var signer = MailSigner.Of("example.org", "bench", MailSigner.NewKey());
        for (var round = 0; round < Figures.Rounds; round++)
        {
            signed.Add(await SendAsync(host, people, $"signed-{round}", MessageClass.Marketing, cancellationToken));
            bareSigned.Add(await BareAsync(host, sink.Port, cancellationToken, signer));
        }

        var prepared = await PrepareAsync(host, people, cancellationToken);
        return
        [
            BenchRow.AtLeastTimes($"letters of one to another by SMTP, unsigned, {s_letters:N0} from outbox to ledger, {Workers} workers", "letters/s", Figures.Median(ours), 0.8, "a bare loop of MailKit on the same letters", Figures.Median(bare)),
            BenchRow.AtLeastTimes($"letters to many by SMTP, unsigned, {s_letters:N0} from outbox to ledger, {Workers} workers", "letters/s", Figures.Median(many), 0.8, "a bare loop of MailKit on the same letters", Figures.Median(bare)),
            BenchRow.AtLeastTimes($"letters to many by SMTP, signed (RSA of 2048 bits), {s_letters:N0} from outbox to ledger, {Workers} workers", "letters/s", Figures.Median(signed), 0.8, "a bare loop of MailKit that signs the same letters", Figures.Median(bareSigned)),
            BenchRow.Fact("the same by Postfix's smtp-source", "letters/s", Figures.Median(source)),
            .. saves,
            .. prepared,
            .. await BrakeAsync(host, folder.Path, people, cancellationToken),
        ];
    }

    // The site's way of mail: the sink, in the clear, as a host of the same machine.
    private static async Task SetAsync(IServiceProvider services, int port)
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.BaseUrl = "https://crm.example.org";
        site.Put(new EmailSettings { Transport = EmailTransport.Smtp, Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, SenderName = "Atelier", SenderAddress = "atelier@example.org" });

        // The same people are written to in each round, at any hour; the rules are counted all the same.
        site.Put(new RestraintSettings { Rules = [.. new RestraintSettings().Rules.Select(rule => new RestraintRule { Name = rule.Name, PerHousehold = rule.PerHousehold, Channel = rule.Channel, Days = rule.Days, Most = 1000 })], QuietFrom = TimeOnly.MinValue, QuietTo = TimeOnly.MinValue });
        await sites.UpdateSiteSettingsAsync(site);
    }

    // From here on each mail is signed.
    private static Task SignAsync(BenchHost host) => host.InTenantAsync(host.Default, async services =>
    {
        var (sites, documents) = (services.GetRequiredService<ISiteService>(), services.GetRequiredService<IDocumentManager<EmailSecrets>>());
        var secrets = await documents.GetOrCreateMutableAsync();
        secrets.DkimKey = services.GetRequiredService<SecretBox>().Close(MailSigner.NewKey());
        await documents.UpdateAsync(secrets);
        var site = await sites.LoadSiteSettingsAsync();
        var settings = site.As<EmailSettings>();
        (settings.SignsMails, settings.DkimDomain, settings.DkimSelector) = (true, "example.org", "bench");
        site.Put(settings);
        await sites.UpdateSiteSettingsAsync(site);
    });

    // Somebody changes people, some times a second: with nothing beside it, and while eight workers send.
    private static async Task<IReadOnlyList<BenchRow>> SavesAsync(BenchHost host, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var alone = await SaveAsync(host, people, count => count < Saves, cancellationToken);
        await PutAsync(host, people, "beside", MessageClass.Marketing, cancellationToken);
        var sending = Task.Run(() => RunAsync(host, () => CountAsync(host, "beside", MessageState.Sent), s_letters, cancellationToken), cancellationToken);
        var beside = await SaveAsync(host, people, _ => !sending.IsCompleted, cancellationToken);
        await sending;
        return [BenchRow.AtMost($"an agent's save while {s_letters:N0} letters to many leave ({beside.Count:N0} saves), p95", "ms", Figures.P95(beside), 150, "the same with nothing beside it, p95", Figures.P95(alone))];
    }

    private static async Task<IReadOnlyList<double>> SaveAsync(BenchHost host, IReadOnlyList<string> people, Func<int, bool> goesOn, CancellationToken cancellationToken)
    {
        var took = new List<double>();
        for (var at = 0; goesOn(at); at++)
        {
            var begun = Stopwatch.GetTimestamp();
            await host.InTenantAsync(host.Default, async services =>
            {
                var content = services.GetRequiredService<IContentManager>();
                var item = (await content.GetAsync(people[at % people.Count], VersionOptions.Latest))!;
                item.Alter<PersonPart>(part => part.FamilyName = $"Roux{at}");
                await content.UpdateAsync(item);
            });
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(s_between, cancellationToken);
        }

        return took;
    }

    private static async Task<IReadOnlyList<string>> PeopleAsync(BenchHost host, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var numbers in Enumerable.Range(0, s_letters).Chunk(500))
        {
            await host.InTenantAsync(host.Default, async services =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var content = services.GetRequiredService<IContentManager>();
                foreach (var number in numbers)
                {
                    var item = await content.NewAsync(ContactTypes.Person);
                    item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName) = ($"Ada{number}", "Roux"));
                    item.Alter<ContactPointsPart>(part => part.Emails = [new Contacts.Points.Email { Address = $"ada{number}@example.org" }]);
                    await content.CreateAsync(item);
                    ids.Add(item.ContentItemId);
                }
            });
        }

        return ids;
    }

    private static async Task PutAsync(BenchHost host, IReadOnlyList<string> people, string action, MessageClass kind, CancellationToken cancellationToken)
    {
        var words = WrittenWords.Of("Votre commande", s_text);
        foreach (var some in people.Chunk(AtOnce))
        {
            await host.InTenantAsync(host.Default, services => services.GetRequiredService<Outbox>().PutAsync([.. some.Select(person => new NewMessage(action, person, "email", kind, words) { DueUtc = s_far.AddDays(-1), ExpiresUtc = s_far })], cancellationToken));
        }

        // From here on they are due.
        await host.InTenantAsync(host.Default, async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.Action == action)
            .Set(row => row.NextUtc, DateTime.UnixEpoch).UpdateAsync(cancellationToken));
    }

    private static async Task<double> SendAsync(BenchHost host, IReadOnlyList<string> people, string action, MessageClass kind, CancellationToken cancellationToken)
    {
        await PutAsync(host, people, action, kind, cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        await RunAsync(host, () => CountAsync(host, action, MessageState.Sent), s_letters, cancellationToken);
        return s_letters / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task RunAsync(BenchHost host, Func<Task<int>> done, int enough, CancellationToken cancellationToken)
    {
        while (await done() < enough)
        {
            if (!await host.Services.GetRequiredService<JobScheduler>().RunNowAsync(host.Default, typeof(SendMessages).FullName!, cancellationToken))
            {
                await Task.Delay(5, cancellationToken);
            }
        }
    }

    private static async Task<int> CountAsync(BenchHost host, string action, MessageState state)
    {
        var count = 0;
        await host.InTenantAsync(host.Default, async services => count = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().CountAsync(row => row.Action == action && row.State == (int)state));
        return count;
    }

    private static async Task<double> BareAsync(BenchHost host, int port, CancellationToken cancellationToken, MailSigner? signer = null)
    {
        var seconds = 0.0;
        await host.InTenantAsync(host.Default, async services =>
        {
            var compose = services.GetRequiredService<ComposeMail>();
            var (words, identity, server) = (WrittenWords.Of("Votre commande", s_text), new SendingIdentity("example.org", "Atelier", "atelier@example.org"), new SmtpServer("127.0.0.1", port, SmtpSecurity.None));
            var (next, begun) = (-1, Stopwatch.GetTimestamp());
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(
                async () =>
                {
                    var line = await SmtpLine.OpenAsync(server, cancellationToken);
                    for (var number = Interlocked.Increment(ref next); number < s_letters; number = Interlocked.Increment(ref next))
                    {
                        var letter = new Letter(ContentId.New(), "", DateTime.UnixEpoch, $"ada{number}@example.org", $"Ada{number} Roux", new LetterSender("", ""), words.Subject, words.Html, words.Text, "");
                        var mail = compose.Compose(letter, identity, "b@example.org");
                        signer?.Sign(mail);
                        await line.HandOverAsync(mail, cancellationToken);
                    }

                    await line.LeaveAsync();
                },
                cancellationToken)));
            seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        });
        return s_letters / seconds;
    }

    // An audience is prepared, some thousand in a unit of work, as a campaign does it: the same people in as many actions as it takes.
    private static async Task<IReadOnlyList<BenchRow>> PrepareAsync(BenchHost host, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var (prepared, peak, words, begun) = (0, 0L, WrittenWords.Of("Votre commande", s_text), Stopwatch.GetTimestamp());
        for (var action = 0; prepared < s_prepared; action++)
        {
            foreach (var some in people.Take(s_prepared - prepared).Chunk(AtOnce))
            {
                await host.InTenantAsync(host.Default, services => services.GetRequiredService<Outbox>().PutAsync(
                    [.. some.Select(person => new NewMessage($"prepared-{action}", person, "email", MessageClass.Marketing, words) { DueUtc = s_far.AddDays(-1), ExpiresUtc = s_far })], cancellationToken));
                prepared += some.Length;
                peak = Math.Max(peak, Environment.WorkingSet);
            }
        }

        return
        [
            BenchRow.Fact($"recipients prepared, {s_prepared:N0}, {AtOnce:N0} in a unit of work", "recipients/s", prepared / Stopwatch.GetElapsedTime(begun).TotalSeconds),
            BenchRow.AtMost($"memory of the process while {s_prepared:N0} are prepared, bench and host in one", "MiB", peak / 1024.0 / 1024.0, 512),
        ];
    }

    // The same people in as many actions as it takes; two hosts send side by side when somebody pulls the brake on one of them.
    private static async Task<IReadOnlyList<BenchRow>> BrakeAsync(BenchHost host, string folder, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        for (var action = 0; action * people.Count < s_prepared; action++)
        {
            await PutAsync(host, [.. people.Take(s_prepared - (action * people.Count))], $"braked-{action}", MessageClass.Marketing, cancellationToken);
        }

        await using var second = await BenchHost.StartAsync(folder, "b2b", cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] sending = [SendAllAsync(host), SendAllAsync(second)];
        while (await BrakedAsync(host, MessageState.Sent) < s_letters / 10)
        {
            await Task.Delay(5, cancellationToken);
        }

        DateTime click = default, last = default;
        var senders = 0;
        await host.InTenantAsync(host.Default, async services => senders = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().Where(row => row.BegunUtc != null && row.ClaimedBy != null).Select(row => row.ClaimedBy).Distinct().CountAsync(cancellationToken));
        var pulling = Stopwatch.GetTimestamp();
        await host.InTenantAsync(host.Default, async services =>
        {
            click = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            await services.GetRequiredService<BrakeBoard>().PullAsync(BrakeScopes.Everything, "", "Bench", false, null, cancellationToken);
        });
        var pulled = Stopwatch.GetElapsedTime(pulling).TotalSeconds;
        while (await BrakedAsync(host, MessageState.Waiting) > 0)
        {
            await Task.Delay(20, cancellationToken);
        }

        await over.CancelAsync();
        await Task.WhenAll(sending);
        var (after, held) = (0, await BrakedAsync(host, MessageState.Held));
        await host.InTenantAsync(host.Default, async services =>
        {
            var rows = (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().Where(row => row.Action.StartsWith("braked-") && row.SentUtc >= click);
            (after, last) = (await rows.CountAsync(cancellationToken), await rows.MaxAsync(row => row.SentUtc, cancellationToken) ?? click);
        });
        var what = $"brake, {s_prepared:N0} queued, two nodes with {Workers} workers each ({senders} at work at the click)";
        return
        [
            BenchRow.AtMost($"{what}: from the click to the last letter that was taken", "s", (last - click).TotalSeconds, 1),
            BenchRow.Fact($"{what}: letters that were handed over before the click and noted after it, or under way", "letters", after),
            BenchRow.Fact($"{what}: until the click is answered", "s", pulled),
            BenchRow.Fact($"{what}: held and waiting for the triage afterwards", "letters", held),
        ];

        async Task SendAllAsync(BenchHost node)
        {
            while (!over.IsCancellationRequested)
            {
                if (!await node.Services.GetRequiredService<JobScheduler>().RunNowAsync(node.Default, typeof(SendMessages).FullName!, cancellationToken))
                {
                    await Task.Delay(5, cancellationToken);
                }
            }
        }
    }

    private static async Task<int> BrakedAsync(BenchHost host, MessageState state)
    {
        var count = 0;
        await host.InTenantAsync(host.Default, async services => count = await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<Message>().CountAsync(row => row.Action.StartsWith("braked-") && row.State == (int)state));
        return count;
    }
}
