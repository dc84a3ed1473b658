using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Bench.Hosts;
using Crm.Contacts;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Send;
using Crm.Messaging.Silences;
using Crm.Messaging.Templates;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Bench.Sending;

/// <summary>
/// What others think of the letters of the demo's recipe: each template to somebody with gifts, without, and in Arabic, through the host and real SMTP, unsigned and signed, given to Debian's SpamAssassin
/// (without the network) and to python3-dkim.
/// </summary>
public sealed partial class LettersBench : IBench
{
    private const string Selector = "bench";
    private const string Domain = "example.org";

    // The public key is read from the first argument where DNS would be asked.
    private const string Verifier = "import dkim,sys; sys.exit(0 if dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, timeout=5: sys.argv[1].encode()) else 1)";

    // Cut in two, so that no filter takes this file for what it stands for.
    private const string Gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*" + "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    private static readonly (string Given, string Family, string Language, string[] Gifts)[] s_people =
        [("Inès", "Moreau", "fr", ["L’ours « Gaspard »", "Un train en bois"]), ("Charles", "Lefèvre", "en", []), ("ليلى", "حداد", "ar", ["دمية"])];

    /// <inheritdoc/>
    public string Name => "letters";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder("letters");
        await using var host = await BenchHost.StartAsync(folder.Path, "pere-noel", cancellationToken);
        var rows = new List<BenchRow>();
        foreach (var key in new[] { null, MailSigner.NewKey() })
        {
            var kept = Directory.CreateDirectory(Path.Combine(folder.Path, key is null ? "unsigned" : "signed")).FullName;
            await using var sink = await MailSink.StartAsync(cancellationToken, kept);
            await host.InTenantAsync(host.Default, services => SetAsync(services, sink.Port, key));
            var letters = await SendAsync(host, key is null ? "plain" : "signed", cancellationToken);
            var mails = Directory.GetFiles(kept).Select(Mail).ToList();
            rows.Add(BenchRow.AtLeast($"{(key is null ? "unsigned" : "signed")} letters that arrived, of {letters}", "letters", mails.Count, letters));
            var scores = await Task.WhenAll(mails.Select(mail => ScoreAsync(mail, cancellationToken)));
            rows.Add(BenchRow.AtMost($"SpamAssassin's highest score of {(key is null ? "unsigned" : "signed")} letters", "points", scores.Max(), 2));
            if (key is null)
            {
                rows.Add(BenchRow.AtLeast("SpamAssassin's score of such a letter with the string in its subject by which it is tried (GTUBE)", "points", await ScoreAsync(mails[0].Replace("Subject: ", $"Subject: {Gtube} ", StringComparison.Ordinal), cancellationToken), 900));
            }
            else
            {
                using var signer = MailSigner.Of(Domain, Selector, key);
                var accepted = await Task.WhenAll(mails.Select(mail => RunAsync("/usr/bin/python3", ["-c", Verifier, signer.DnsRecord()], mail, cancellationToken)));
                rows.Add(BenchRow.AtLeast("signatures that python3-dkim accepts", "letters", accepted.Count(one => one.Code == 0), letters));
                var spoilt = await RunAsync("/usr/bin/python3", ["-c", Verifier, signer.DnsRecord()], mails[0].Replace("Subject: ", "Subject: x", StringComparison.Ordinal), cancellationToken);
                rows.Add(BenchRow.AtMost("signatures that it accepts of a letter changed on the way", "letters", spoilt.Code == 0 ? 1 : 0, 0));
            }
        }

        return rows;
    }

    private static async Task SetAsync(IServiceProvider services, int port, string? key)
    {
        var (sites, documents) = (services.GetRequiredService<ISiteService>(), services.GetRequiredService<IDocumentManager<EmailSecrets>>());
        var site = await sites.LoadSiteSettingsAsync();
        site.BaseUrl = "https://crm.example.org";
        site.Put(new EmailSettings
        {
            Transport = EmailTransport.Smtp, Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, SenderName = "Père Noël", SenderAddress = $"pere.noel@{Domain}",
            SignsMails = key is not null, DkimDomain = Domain, DkimSelector = Selector,
        });
        site.Put(new RestraintSettings { Rules = [], Gaps = [], QuietFrom = TimeOnly.MinValue, QuietTo = TimeOnly.MinValue });
        site.Put(new SilenceSettings());
        await sites.UpdateSiteSettingsAsync(site);
        var secrets = await documents.GetOrCreateMutableAsync();
        secrets.DkimKey = key is null ? "" : services.GetRequiredService<SecretBox>().Close(key);
        await documents.UpdateAsync(secrets);
    }

    // Every template to each of the three; returns how many letters that is.
    private static async Task<int> SendAsync(BenchHost host, string action, CancellationToken cancellationToken)
    {
        var put = 0;
        await host.InTenantAsync(host.Default, async services =>
        {
            var (content, outbox) = (services.GetRequiredService<IContentManager>(), services.GetRequiredService<Outbox>());
            foreach (var (given, family, language, gifts) in s_people)
            {
                var item = await content.NewAsync(ContactTypes.Person);
                item.Alter<PersonPart>(part => (part.GivenName, part.FamilyName, part.Languages) = (given, family, [language]));
                item.Alter<ContactPointsPart>(part => part.Emails = [new Contacts.Points.Email { Address = $"{language}.{action}@{Domain}" }]);
                await content.CreateAsync(item);
                foreach (var template in (await services.GetRequiredService<MailTemplates>().ListAsync(isTrash: false, cancellationToken)).Where(template => !template.IsLayout))
                {
                    await outbox.PutAsync(NewMessage.Of($"{action}-{template.Name}", item.ContentItemId, "email", new TemplateUse(template.Name, await FactsAsync(services, template, gifts, cancellationToken))), cancellationToken);
                    put++;
                }
            }
        });
        await host.InTenantAsync(host.Default, async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>().Where(row => row.Action.StartsWith(action))
            .Set(row => row.NextUtc, DateTime.UnixEpoch).UpdateAsync(cancellationToken));
        for (var turn = 0; turn < 20; turn++)
        {
            await host.Services.GetRequiredService<JobScheduler>().RunNowAsync(host.Default, typeof(SendMessages).FullName!, cancellationToken);
        }

        return put;
    }

    // What the template asks for; who got no gifts is told of none.
    private static async Task<JsonObject> FactsAsync(IServiceProvider services, MailTemplate template, string[] gifts, CancellationToken cancellationToken)
    {
        var facts = MailContent.Of((await services.GetRequiredService<MailTemplates>().VersionsAsync(template, cancellationToken))[0].Content).Facts;
        return new JsonObject(facts.Where(fact => !fact.IsList || gifts.Length > 0)
            .Select(fact => KeyValuePair.Create(fact.Name, fact.IsList ? new JsonArray([.. gifts.Select(gift => JsonValue.Create(gift))]) : (JsonNode?)fact.Sample)));
    }

    // Without the lines by which the sink says what it was told.
    private static string Mail(string file)
    {
        var text = File.ReadAllText(file);
        var begin = new[] { "\nDKIM-Signature: ", "\nFrom: " }.Select(header => text.IndexOf(header, StringComparison.Ordinal)).Where(at => at >= 0).Min();
        return text[begin..].TrimStart('\n').ReplaceLineEndings("\r\n");
    }

    private static async Task<double> ScoreAsync(string mail, CancellationToken cancellationToken)
        => double.Parse(Score().Match((await RunAsync("spamassassin", ["--local", "--test-mode"], mail, cancellationToken)).Output).Groups[1].Value, CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await using (var writer = process.StandardInput)
        {
            await writer.WriteAsync(input.AsMemory(), cancellationToken);
        }

        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"X-Spam-Status:.*?score=(-?[\d.]+)", RegexOptions.Singleline)]
    private static partial Regex Score();
}
