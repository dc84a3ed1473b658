using System.Net;
using System.Text;
using Crm.Email.Mailbox;
using Crm.Kernel.Backup;
using Crm.Kernel.Data;
using Crm.Messaging.Channels;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Mailbox;

/// <summary>Where no server is set, no mail leaves: each is kept and can be read.</summary>
public sealed class MailboxTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_letter_is_kept_once_and_read_as_its_reader_would(string database)
    {
        var tenant = await EmailTenant.SharedAsync(database);
        var letter = Letters.One(subject: "Votre vélo <rouge>", html: "<html><head><title>x</title></head><body><p>Chère Zoé</p><script>alert(1)</script><a href=\"https://example.org/x\">Lire</a></body></html>");
        Assert.Equal(HandoverKind.Accepted, (await tenant.HandOverAsync(letter)).Kind);
        Assert.Equal(HandoverKind.Accepted, (await tenant.HandOverAsync(letter)).Kind);

        Assert.Single(await tenant.KeptAsync(), mail => mail.MessageId == letter.MessageId);
        Assert.Contains("Votre vélo &lt;rouge&gt;", await tenant.Admin.ReadAsync("/admin/mailbox"));
        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/mailbox/{letter.MessageId}"));
        Assert.Contains("Zoé Élan <zoe@example.org>", page);
        Assert.Contains("Chère Zoé, à bientôt.", page);
        Assert.Contains($"Message-Id: <{letter.MessageId}@", page);
        Assert.DoesNotContain("alert(1)", page);
        using var bytes = await tenant.Admin.GetAsync($"/admin/mailbox/{letter.MessageId}/eml");
        Assert.Equal("message/rfc822", bytes.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("From: ", Encoding.UTF8.GetString(await bytes.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Nothing_in_a_mail_runs_or_tells_anybody_that_it_was_looked_at()
    {
        var tenant = await EmailTenant.SharedAsync();
        var letter = Letters.One(html: "<p>Hello</p><img src=\"https://spy.example/pixel.gif\">");
        await tenant.HandOverAsync(letter);
        using var body = await tenant.Admin.GetAsync($"/admin/mailbox/{letter.MessageId}/body");
        var policy = Assert.Single(body.Headers.GetValues("Content-Security-Policy"));

        Assert.Equal("text/html", body.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains($"img-src data: {tenant.Host.Address.GetLeftPart(UriPartial.Authority)}/{tenant.Settings.Name}/media/;", policy);
        Assert.Contains("sandbox allow-popups allow-popups-to-escape-sandbox", policy);
        Assert.DoesNotContain("script-src", policy);
        Assert.Matches("<iframe [^>]*sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", await tenant.Admin.ReadAsync($"/admin/mailbox/{letter.MessageId}"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Mails_are_found_by_name_address_and_subject_and_listed_page_by_page(string database)
    {
        var tenant = await EmailTenant.StartAsync(database);
        for (var at = 0; at < 53; at++)
        {
            await tenant.HandOverAsync(Letters.One($"elf{at}@example.org", $"Elfe Numéro{at}", $"Lettre {at}"));
        }

        var first = await tenant.Admin.ReadAsync("/admin/mailbox");
        Assert.Contains(">Lettre 52<", first);
        Assert.DoesNotContain(">Lettre 2<", first);
        var next = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(first, "href=\"([^\"]*after=[^\"]*)\"").Groups[1].Value);
        var second = await tenant.Admin.ReadAsync("/admin/mailbox" + next[next.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Contains(">Lettre 2<", second);
        Assert.DoesNotContain(">Lettre 3<", second);
        foreach (var search in new[] { "numero7", "ELF7@example.org", "lettre elf7" })
        {
            Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(await tenant.Admin.ReadAsync($"/admin/mailbox?q={Uri.EscapeDataString(search)}"), "/admin/mailbox/4"));
        }

        Assert.Contains("No mail matches", await tenant.Admin.ReadAsync("/admin/mailbox?q=%25_nobody"));
    }

    [Fact]
    public async Task A_mail_is_thrown_away_comes_back_and_is_forgotten_after_thirty_days()
    {
        var tenant = await EmailTenant.StartAsync(alone: true);
        await using var host = tenant.Host;
        var (kept, gone) = (Letters.One(subject: "Stays"), Letters.One(subject: "Goes"));
        await tenant.HandOverAsync(kept);
        await tenant.HandOverAsync(gone);
        using var deleted = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/mailbox/{gone.MessageId}?handler=Delete");
        Assert.DoesNotContain(">Goes<", await tenant.Admin.ReadAsync("/admin/mailbox"));
        Assert.Contains(">Goes<", await tenant.Admin.ReadAsync("/admin/mailbox?view=trash"));

        using var back = await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/mailbox?handler=Restore&id={gone.MessageId}");
        Assert.Contains(">Goes<", await tenant.Admin.ReadAsync("/admin/mailbox"));

        tenant.Host.Clock.Advance(TimeSpan.FromDays(29));
        await tenant.PruneAsync();
        Assert.Equal(2, (await tenant.KeptAsync()).Count);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.PruneAsync();
        Assert.Empty(await tenant.KeptAsync());
        Assert.False(await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<KeptMailBody>().AnyAsync()));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_backup_carries_the_mails(string database)
    {
        var tenant = await EmailTenant.StartAsync(database, alone: true);
        await using var host = tenant.Host;
        var letter = Letters.One();
        await tenant.HandOverAsync(letter);
        var before = await BytesAsync(tenant, letter.MessageId);
        var backup = Path.Combine(host.Folder, "before.zip");
        await host.Services.GetRequiredService<TenantBackup>().WriteAsync(tenant.Settings.Name, backup);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(31));
        await tenant.PruneAsync();
        Assert.Empty(await tenant.KeptAsync());

        await host.Services.GetRequiredService<TenantRestore>().ReadAsync(backup);

        Assert.Equal(letter.MessageId, Assert.Single(await tenant.KeptAsync()).MessageId);
        Assert.Equal(before, await BytesAsync(tenant, letter.MessageId));
    }

    [Fact]
    public async Task Told_not_to_begin_it_keeps_nothing()
    {
        var tenant = await EmailTenant.SharedAsync();
        var letter = Letters.One();

        Assert.Equal(HandoverKind.Stopped, (await tenant.HandOverAsync(letter, begin: false)).Kind);
        Assert.DoesNotContain(await tenant.KeptAsync(), mail => mail.MessageId == letter.MessageId);
        Assert.Equal(HandoverKind.Refused, (await tenant.HandOverAsync(letter with { Html = new string('x', 100_001) })).Kind);
    }

    [Fact]
    public async Task Only_who_may_read_the_mailbox_reads_it()
    {
        var tenant = await EmailTenant.SharedAsync();
        var letter = Letters.One();
        await tenant.HandOverAsync(letter);
        using var other = await tenant.AsAsync("ManageEmailSettings", "ViewMessages", "ManageMessages", "View_Person");
        using var reader = await tenant.AsAsync("ViewMailbox");
        foreach (var path in new[] { "", $"/{letter.MessageId}", $"/{letter.MessageId}/body", $"/{letter.MessageId}/eml" })
        {
            using var refused = await other.GetAsync("/admin/mailbox" + path);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            using var read = await reader.GetAsync("/admin/mailbox" + path);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }
    }

    private static Task<byte[]> BytesAsync(EmailTenant tenant, string messageId) => tenant.InAsync(async services =>
    {
        var list = services.GetRequiredService<MailboxList>();
        return await list.BytesAsync((await list.FindAsync(messageId, default))!, default);
    });
}
