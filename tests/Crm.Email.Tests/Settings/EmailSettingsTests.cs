using System.Net;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Email.Tests.Smtp;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Channels;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email.Tests.Settings;

/// <summary>How mails leave is set by who may, refused with a sentence when it cannot work, and tried by a letter to oneself.</summary>
public sealed class EmailSettingsTests
{
    private const string Page = "/admin/settings/email";

    [Fact]
    public async Task A_server_is_set_its_secrets_are_never_shown_and_letters_leave_signed()
    {
        var tenant = await EmailTenant.StartAsync();
        await using var server = new ScriptedServer((_, command) => command.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 AUTH PLAIN" : command.StartsWith("AUTH", StringComparison.Ordinal) ? "235 ok" : ScriptedServer.Usual(command));
        await SaveAsync(tenant, "", Fields(server.Port));
        using (await tenant.Admin.SubmitAsync(Page, [], Page + "?handler=MakeKey"))
        {
        }

        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync(Page));
        var selector = System.Text.RegularExpressions.Regex.Match(page, "value=\"(crm[0-9]{8})\\._domainkey\\.noel\\.example\"").Groups[1].Value;
        Assert.Contains("v=DKIM1; k=rsa; p=", page);
        await SaveAsync(tenant, "", [.. Fields(server.Port, password: ""), new("Input.SignsMails", "true"), new("Input.DkimSelector", selector)]);

        var shown = await tenant.Admin.ReadAsync(Page);
        Assert.DoesNotContain("s3cret-word", shown);
        Assert.DoesNotContain("PRIVATE KEY", shown);
        var stored = await tenant.InAsync(async services => await services.GetRequiredService<IDocumentManager<EmailSecrets>>().GetOrCreateImmutableAsync());
        Assert.DoesNotContain("s3cret-word", stored.Password);
        Assert.DoesNotContain("PRIVATE", stored.DkimKey);
        var saves = await tenant.InAsync(services => services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(), int.MaxValue));
        Assert.DoesNotContain(saves, save => (save.Forward + save.Backward).Contains("s3cret-word", StringComparison.Ordinal));
        Assert.DoesNotContain(stored.Password, string.Concat(await Task.WhenAll(saves.Where(save => save.Type == nameof(EmailSecrets)).Select(save => tenant.Admin.ReadAsync($"/admin/audit/{save.Id}")))));

        Assert.Equal(HandoverKind.Accepted, (await tenant.HandOverAsync(Letters.One())).Kind);
        Assert.Contains(server.Heard, said => said == "AUTH PLAIN " + Convert.ToBase64String("\0elf\0s3cret-word"u8));
        Assert.Contains(server.Heard, said => said.StartsWith("MAIL FROM:<b+", StringComparison.Ordinal) && said.Contains("@noel.example>", StringComparison.Ordinal));
        Assert.Contains(server.Mail, line => line.StartsWith("DKIM-Signature:", StringComparison.Ordinal));
        Assert.Contains(server.Mail, line => line.EndsWith("<bonjour@noel.example>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Input.SenderAddress", "no-reply@noel.example", "give an address that somebody reads")]
    [InlineData("Input.SenderAddress", "DoNotReply@noel.example", "give an address that somebody reads")]
    [InlineData("Input.SenderAddress", "ne_pas_repondre@noel.example", "give an address that somebody reads")]
    [InlineData("Input.SenderAddress", "", "Give the e-mail address that letters come from")]
    [InlineData("Input.SenderAddress", "rubbish", "Give the e-mail address that letters come from")]
    [InlineData("Input.Host", "", "Give the name or address of a mail server")]
    [InlineData("Input.Host", "a b\r\nc", "Give the name or address of a mail server")]
    [InlineData("Input.Port", "0", "between 1 and 65535")]
    [InlineData("Input.SendingDomain", "not a domain", "is no domain")]
    [InlineData("Input.SendingDomain", "other.example", "has to be of the sending domain")]
    [InlineData("Input.DkimDomain", "other.example", "is the sending domain or one above it")]
    [InlineData("Input.DkimSelector", "a b", "A selector has letters")]
    [InlineData("Input.DkimKey", "rubbish", "no RSA private key")]
    [InlineData("Input.SignsMails", "true", "make one first")]
    public async Task What_cannot_work_is_refused_with_a_sentence(string field, string value, string sentence)
    {
        var tenant = await EmailTenant.SharedAsync();
        using var answer = await tenant.Admin.SubmitAsync(Page, [.. Fields(2525).Where(one => one.Key != field), new(field, value)]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_password_goes_to_no_other_server_than_the_one_it_was_given_for()
    {
        var tenant = await EmailTenant.StartAsync();
        await SaveAsync(tenant, "", Fields(2525));

        await SaveAsync(tenant, "Give the password again", [.. Fields(2525, password: "").Where(one => one.Key != "Input.Host"), new("Input.Host", "evil.example")]);
        await SaveAsync(tenant, "Give the password again", [.. Fields(2526, password: "")]);
        await SaveAsync(tenant, "", Fields(2525, password: ""));
        await SaveAsync(tenant, "", [.. Fields(2525, password: "").Where(one => one.Key is not ("Input.User" or "Input.Host")), new("Input.User", ""), new("Input.Host", "other.example")]);
        Assert.Equal("", (await tenant.InAsync(async services => await services.GetRequiredService<IDocumentManager<EmailSecrets>>().GetOrCreateImmutableAsync())).Password);
    }

    [Fact]
    public async Task A_test_letter_tells_what_happened()
    {
        var tenant = await EmailTenant.StartAsync();
        var kept = await TestAsync(tenant);
        Assert.Contains("The letter is kept in the mailbox", kept);
        // The form under the answer saves: it once went to the test again.
        Assert.Matches($"<form [^>]*action=\"/{tenant.Settings.Name}{Page}\"", kept);
        Assert.Contains($"/admin/mailbox/{(await tenant.KeptAsync())[^1].MessageId}\"", kept);

        await using var server = new ScriptedServer((_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.7.1 we know <you>" : ScriptedServer.Usual(command));
        await SaveAsync(tenant, "", [.. Fields(server.Port).Where(one => one.Key != "Input.User")]);
        var refused = await TestAsync(tenant);
        Assert.Contains("The letter was refused", refused);
        Assert.Contains("550 5.7.1 we know <you>", refused);
        await SaveAsync(tenant, "", [.. Fields(Sink.FreePort()).Where(one => one.Key != "Input.User")]);
        Assert.Contains("could not be handed over", await TestAsync(tenant));
    }

    [Fact]
    public async Task A_server_without_a_sender_gets_nothing()
    {
        var tenant = await EmailTenant.StartAsync();
        await tenant.DoAsync(async services =>
        {
            var sites = services.GetRequiredService<ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            site.Put(new EmailSettings { Transport = EmailTransport.Smtp, Host = "127.0.0.1", Port = Sink.FreePort(), Security = SmtpSecurity.None });
            await sites.UpdateSiteSettingsAsync(site);
        });
        var outcome = await tenant.HandOverAsync(Letters.One());

        Assert.Equal(HandoverKind.Later, outcome.Kind);
        Assert.Contains("the sender’s address is not set", outcome.Answer);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_any_more_lets_nothing_leave_unsigned_and_the_page_says_so()
    {
        var tenant = await EmailTenant.StartAsync();
        await using var server = new ScriptedServer((_, command) => ScriptedServer.Usual(command));
        await SaveAsync(tenant, "", [.. Fields(server.Port).Where(one => one.Key != "Input.User")]);
        using (await tenant.Admin.SubmitAsync(Page, [], Page + "?handler=MakeKey"))
        {
        }

        await tenant.DoAsync(async services =>
        {
            var (sites, secrets) = (services.GetRequiredService<ISiteService>(), services.GetRequiredService<IDocumentManager<EmailSecrets>>());
            var (site, hidden) = (await sites.LoadSiteSettingsAsync(), await secrets.GetOrCreateMutableAsync());
            var settings = site.As<EmailSettings>();
            (settings.SignsMails, hidden.DkimKey) = (true, "encrypted with other keys");
            site.Put(settings);
            await sites.UpdateSiteSettingsAsync(site);
            await secrets.UpdateAsync(hidden);
        });

        Assert.Equal(HandoverKind.Later, (await tenant.HandOverAsync(Letters.One())).Kind);
        Assert.Empty(server.Heard);
        Assert.Contains("The key cannot be read any more", await tenant.Admin.ReadAsync(Page));
    }

    [Fact]
    public async Task A_person_is_written_to_at_the_first_of_their_addresses()
    {
        var tenant = await EmailTenant.SharedAsync();
        var (some, none) = (await tenant.PersonAsync("Ada", "Roux", "ada@example.org", "second@example.org"), await tenant.PersonAsync("Odile", "Martin"));
        var addresses = await tenant.InAsync(async services =>
        {
            var (content, channel) = (services.GetRequiredService<IContentManager>(), services.GetServices<IChannel>().Single(one => one.Name == "email"));
            return (channel.AddressOf((await content.GetAsync(some, VersionOptions.Latest))!), channel.AddressOf((await content.GetAsync(none, VersionOptions.Latest))!));
        });

        Assert.Equal(("ada@example.org", null), addresses);
    }

    [Fact]
    public async Task Only_who_may_set_e_mail_sees_its_settings()
    {
        var tenant = await EmailTenant.SharedAsync();
        using var other = await tenant.AsAsync("ViewMailbox", "ManageMessages");
        using var refused = await other.GetAsync(Page);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static KeyValuePair<string, string>[] Fields(int port, string password = "s3cret-word") =>
    [
        new("Input.Transport", "Smtp"), new("Input.Host", "127.0.0.1"), new("Input.Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("Input.Security", nameof(SmtpSecurity.None)),
        new("Input.User", "elf"), new("Input.Password", password), new("Input.SenderName", "Le Père Noël"), new("Input.SenderAddress", "bonjour@noel.example"),
    ];

    private static async Task<string> TestAsync(EmailTenant tenant)
    {
        using var answer = await tenant.Admin.SubmitAsync(Page, [], Page + "?handler=Test");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    // Blank: it is stored.
    private static async Task SaveAsync(EmailTenant tenant, string sentence, KeyValuePair<string, string>[] fields)
    {
        using var answer = await tenant.Admin.SubmitAsync(Page, fields);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(sentence.Length == 0 ? answer.StatusCode == HttpStatusCode.Redirect : page.Contains(sentence, StringComparison.Ordinal), page);
    }
}
