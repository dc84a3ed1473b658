using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Contacts.People;
using Crm.Email.Mailbox;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Crm.Email.Tests.Mailbox;

/// <summary>What a template said in a mail can be shown again as it left.</summary>
public sealed class TemplateMailTests
{
    [Fact]
    public async Task A_mail_of_a_template_is_shown_again_with_the_bytes_it_left_with()
    {
        var tenant = await EmailTenant.StartAsync();
        await BringAsync(tenant, "<p>Chère {{ person.given_name | default: 'amie' }},</p><p>{{ facts.gift | default: 'un cadeau' }} — {{ today | long_date }} à {{ 'now' | date: '%H:%M:%S' }} : déjà parti&nbsp;!</p>");
        var person = await tenant.PersonAsync("Zoé", "Élan", "zoe@example.org");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var put = await api.PostJsonAsync("/api/messages", new { action = "gift", personId = person, channel = "email", template = "sent", facts = new { gift = "L’ours « Gaspard »" } });
        Assert.Equal(HttpStatusCode.Accepted, put.Status);
        var id = put.Body!["messageId"]!.ToString();
        while ((await tenant.KeptAsync()).All(mail => mail.MessageId != id))
        {
            await tenant.Host.RunJobAsync(tenant.Settings, "SendMessages");
        }

        await BringAsync(tenant, "<p>Tout autre chose</p>");
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(person, VersionOptions.Latest))!;
            item.Alter<PersonPart>(part => part.GivenName = "Léa");
            await content.UpdateAsync(item);
        });
        var kept = (await tenant.KeptAsync()).Single(mail => mail.MessageId == id);
        var mail = await MimeMessage.LoadAsync(new MemoryStream(await tenant.InAsync(services => services.GetRequiredService<MailboxList>().BytesAsync(kept, CancellationToken.None))));
        var shown = await api.ReadJsonAsync($"/api/messages/{id}");

        Assert.Contains("Zoé", mail.TextBody);
        Assert.Equal(BytesOf(mail, "html"), Sent(shown["html"]!.ToString()));
        Assert.Equal(BytesOf(mail, "plain"), Sent(shown["text"]!.ToString()));
        Assert.Equal(mail.Subject, shown["message"]!["subject"]!.ToString());
    }

    // As the channel puts a body into a mail.
    private static byte[] Sent(string body) => Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n");

    private static byte[] BytesOf(MimeMessage mail, string kind)
    {
        var bytes = new MemoryStream();
        mail.BodyParts.OfType<TextPart>().Single(part => part.ContentType.MediaSubtype == kind).Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static async Task BringAsync(EmailTenant tenant, string html)
    {
        var variant = new JsonObject { ["Language"] = "fr", ["Subject"] = "Pour {{ person.given_name | default: 'toi' }}", ["Html"] = html };
        var template = new JsonObject { ["Title"] = "Parti", ["Facts"] = new JsonArray(new JsonObject { ["Name"] = "gift" }), ["Variants"] = new JsonArray(variant) };
        var recipe = new JsonObject { ["name"] = "r", ["steps"] = new JsonArray(new JsonObject { ["name"] = "MailTemplates", ["MailTemplates"] = new JsonObject { ["sent"] = template } }) };
        using var answer = await tenant.Admin.SubmitAsync("/admin/profile", [new("Text", recipe.ToJsonString())], "/admin/recipes/run?handler=Progress");
        Assert.Contains("\"done\"", await answer.Content.ReadAsStringAsync());
    }
}
