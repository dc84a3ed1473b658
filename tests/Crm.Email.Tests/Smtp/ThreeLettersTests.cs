using System.Text;
using System.Text.Json.Nodes;
using Crm.Contacts.People;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Testing;
using LinqToDB;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Crm.Email.Tests.Smtp;

/// <summary>The answer to a child's letter of the demo's recipe, through real SMTP: what the page shows before it leaves is what the other side gets, byte for byte.</summary>
public sealed class ThreeLettersTests
{
    [Fact]
    public async Task The_bytes_that_a_server_gets_are_those_of_the_preview_with_gifts_without_and_in_three_languages()
    {
        await using var sink = await Sink.StartAsync();
        var tenant = await EmailTenant.OfRecipeAsync("pere-noel");
        await tenant.DoAsync(async services =>
        {
            var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
            site.Put(new EmailSettings { Transport = EmailTransport.Smtp, Host = "127.0.0.1", Port = sink.Port, Security = SmtpSecurity.None, SenderName = "Père Noël", SenderAddress = "pere.noel@example.org" });
            await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
        });
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var previews = new Dictionary<string, JsonNode>
        {
            ["ines@example.org"] = await PutAsync(tenant, api, "Inès", "Moreau", "ines@example.org", "fr", "L’ours « Gaspard »", "Un train en bois : 42 pièces"),
            ["charles@example.org"] = await PutAsync(tenant, api, "Charles", "Lefèvre", "charles@example.org", "fr"),
            ["emma@example.org"] = await PutAsync(tenant, api, "Emma", "Hill", "emma@example.org", "en", "A kite"),
            ["haddad@example.org"] = await PutAsync(tenant, api, "ليلى", "حداد", "haddad@example.org", "ar", "دمية"),
        };
        await tenant.DoAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Messaging.Messages.Message>().Set(row => row.NextUtc, DateTime.UnixEpoch).UpdateAsync());
        while (sink.Taken().Count < previews.Count)
        {
            await tenant.Host.RunJobAsync(tenant.Settings, "SendMessages");
        }

        var mails = sink.Taken().Select(text => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)))).ToDictionary(mail => mail.To.Mailboxes.Single().Address);
        foreach (var (address, preview) in previews)
        {
            Assert.Equal(Sent(preview["html"]!), BytesOf(mails[address], "html"));
            Assert.Equal(Sent(preview["text"]!), BytesOf(mails[address], "plain"));
            Assert.Equal(preview["message"]!["subject"]!.ToString(), mails[address].Subject);
        }

        Assert.Contains("Gaspard", mails["ines@example.org"].TextBody);
        Assert.DoesNotContain("noté", mails["charles@example.org"].TextBody);
        Assert.Contains("Emma", mails["emma@example.org"].TextBody);
        Assert.Contains("ليلى", mails["haddad@example.org"].TextBody);
    }

    // Due later, so that it can be looked at before it leaves.
    private static async Task<JsonNode> PutAsync(EmailTenant tenant, TestBrowser api, string given, string family, string address, string language, params string[] gifts)
    {
        var person = await tenant.PersonAsync(given, family, address);
        await tenant.DoAsync(async services =>
        {
            var item = (await services.GetRequiredService<IContentManager>().GetAsync(person, VersionOptions.Latest))!;
            item.Alter<PersonPart>(part => part.Languages = [language]);
            await services.GetRequiredService<IContentManager>().UpdateAsync(item);
        });
        var facts = gifts.Length == 0 ? new JsonObject() : new JsonObject { ["gifts"] = new JsonArray([.. gifts.Select(gift => JsonValue.Create(gift))]) };
        var put = await api.PostJsonAsync("/api/messages", new { action = "answer", personId = person, channel = "email", template = "reponse-a-une-lettre", facts, due = tenant.Host.Clock.GetUtcNow().AddHours(1) });
        return await api.ReadJsonAsync($"/api/messages/{put.Body!["messageId"]}");
    }

    // As the channel puts a body into a mail; the sink keeps lines that end as its system's do.
    private static byte[] Sent(JsonNode body) => Encoding.UTF8.GetBytes(body.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n");

    private static byte[] BytesOf(MimeMessage mail, string kind)
    {
        var bytes = new MemoryStream();
        mail.BodyParts.OfType<TextPart>().Single(part => part.ContentType.MediaSubtype == kind).Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
