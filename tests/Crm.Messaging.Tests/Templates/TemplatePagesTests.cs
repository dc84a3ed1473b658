using System.Net;
using System.Text.Json.Nodes;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Templates;

/// <summary>Templates are written, tried on real people, taken back and thrown away by their pages.</summary>
public sealed class TemplatePagesTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_template_is_written_tried_taken_back_and_thrown_away(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var refused = await SaveAsync(tenant, "new", "<p>Dear {{ person.given_name }}</p>", name: "thanks");
        Assert.Contains("Line 1, column 9: person.given_name may be empty", refused);
        Assert.Contains("&lt;p&gt;Dear", refused.Replace("<p>Dear", "&lt;p&gt;Dear"));
        await SaveAsync(tenant, "new", "<p>Dear {{ person.given_name | default: 'friend' }}</p>", name: "thanks");
        await SaveAsync(tenant, "thanks", "<p>Hello</p>", version: 1);
        Assert.Contains("Somebody saved version 2 meanwhile", await SaveAsync(tenant, "thanks", "<p>Other</p>", version: 1));
        Assert.Contains("There is a template of this name", await SaveAsync(tenant, "new", "<p>a</p>", name: "thanks"));
        Assert.Contains("small letters", await SaveAsync(tenant, "new", "<p>a</p>", name: "new"));

        var person = await tenant.PersonAsync("One", "one@example.org");
        var page = await ReadAsync(tenant, $"/admin/mail-templates/thanks/try?person={person}&version=1");
        Assert.Contains("Dear Ada", page);
        Assert.Contains("This is version 1; version 2 is in use.", page);
        using (var body = await tenant.Admin.GetAsync($"/admin/mail-templates/thanks/body?person={person}&version=1"))
        {
            Assert.Contains("<p>Dear Ada</p>", await body.Content.ReadAsStringAsync());
            Assert.Contains("sandbox", body.Headers.GetValues("Content-Security-Policy").Single());
        }

        Assert.Contains("One", await ReadAsync(tenant, "/admin/mail-templates/thanks/try?q=One"));
        using (await tenant.Admin.SubmitAsync("/admin/profile", [new("version", "1")], "/admin/mail-templates/thanks?handler=Use"))
        {
        }

        Assert.Contains("Dear Ada", await ReadAsync(tenant, $"/admin/mail-templates/thanks/try?person={person}"));
        Assert.Contains("Dear Ada", await ReadAsync(tenant, $"/admin/people/{person}/write?template=thanks"));
        var waits = await tenant.PutAsync(person, new TemplateUse("thanks"));
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], "/admin/mail-templates/thanks?handler=Delete"))
        {
        }

        Assert.DoesNotContain("/admin/mail-templates/thanks", await ReadAsync(tenant, "/admin/mail-templates"));
        await Assert.ThrowsAsync<Crm.Messaging.Messages.MessageRefusedException>(() => tenant.PutAsync(person, new TemplateUse("thanks"), "late"));
        await tenant.SendAsync();
        Assert.Contains("<p>Dear Ada</p>", tenant.LetterOf(waits).Html);
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], "/admin/mail-templates?handler=Restore&template=thanks"))
        {
        }

        Assert.Contains("Sent: 1", await ReadAsync(tenant, "/admin/mail-templates/thanks"));
    }

    [Fact]
    public async Task A_hole_is_shown_with_its_line_and_the_person()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var name = await tenant.SaveAsync(Mails.English("<p>a</p>\n{{ person.given_name | default: 'x' | remove: 'Ada' }}"));
        var person = await tenant.PersonAsync("Roux", "one@example.org");
        Assert.Contains("Line 2, column 1 (html): there is nothing to say for person.given_name to Ada Roux.", await ReadAsync(tenant, $"/admin/mail-templates/{name}/try?person={person}"));
        Assert.Contains("nothing to say to them for person.given_name (html, line 2, column 1)", await ReadAsync(tenant, $"/admin/people/{person}/write?template={name}"));
    }

    [Fact]
    public async Task A_template_of_5_MB_is_refused_with_a_sentence()
    {
        var tenant = await MessagingTenant.SharedAsync();
        Assert.Contains("150000 at most", await SaveAsync(tenant, "new", new string('x', 5_000_000), name: "monster"));
    }

    [Fact]
    public async Task Who_may_not_write_templates_or_see_a_person_gets_neither()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var name = await tenant.SaveAsync(Mails.English("<p>{{ person.given_name | default: 'x' }}</p>"));
        var person = await tenant.PersonAsync("Hidden", "one@example.org");
        var (own, _) = await tenant.AsAsync("ViewOwnContacts", "ManageMailTemplates");
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/admin/mail-templates/{name}/body?person={person}")).StatusCode);
        Assert.DoesNotContain("Ada Hidden", await own.ReadAsync($"/admin/mail-templates/{name}/try?person={person}&q=Hidden"));
        var (none, _) = await tenant.AsAsync("ViewContacts", "WriteMessages");
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync("/admin/mail-templates")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync($"/admin/mail-templates/{name}")).StatusCode);
    }

    [Fact]
    public async Task The_api_puts_what_a_template_says()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var name = await tenant.SaveAsync(Mails.English("<p>{{ facts.gift | default: 'x' }}</p>", change: mail => mail.Facts = [new MailFact { Name = "gift" }]));
        var person = await tenant.PersonAsync("One", "one@example.org");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var put = await api.PostJsonAsync("/api/messages", new { action = "a", personId = person, channel = "post", template = name, facts = new { gift = "Ours" } });
        Assert.Equal(HttpStatusCode.Accepted, put.Status);
        await tenant.SendAsync();
        Assert.Contains("<p>Ours</p>", (await api.ReadJsonAsync($"/api/messages/{put.Body!["messageId"]}"))["html"]!.ToString());
        foreach (var (draft, sentence) in new (object, string)[]
        {
            (new { action = "b", personId = person, channel = "post", template = "nowhere" }, "no template"), (new { action = "b", personId = person, channel = "post", template = name, facts = new { toy = "a" } }, "asks for no"),
            (new { action = "b", personId = person, channel = "post", template = name, facts = new { gift = new string('x', 600) } }, "500 at most"), (new { action = "b", personId = person, channel = "post", template = name, subject = "a" }, "itself"),
        })
        {
            var (status, body) = await api.PostJsonAsync("/api/messages", draft);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(sentence, body!["errors"]!["template"]![0]!.ToString());
        }
    }

    [Fact]
    public async Task What_waits_to_be_rewritten_goes_with_the_template_as_it_is_now()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var mail = Mails.English("<p>Old</p>");
        var name = await tenant.SaveAsync(mail);

        // Not due yet: a sender that runs by itself leaves it alone.
        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), new TemplateUse(name), dueUtc: tenant.Now.AddDays(1));
        await tenant.DoAsync(async services =>
        {
            var (db, now) = (await services.GetRequiredService<Kernel.Data.ISession>().GetConnectionAsync(write: true), tenant.Now);
            await db.GetTable<Message>().Set(row => row.State, (int)MessageState.Held).Set(row => row.Reason, Reasons.Rewrite).Set(row => row.NextUtc, (DateTime?)null).Set(row => row.DueUtc, now).UpdateAsync();
        });
        mail.Variants[0].Html = "<p>New</p>";
        await tenant.SaveAsync(mail, name);
        Assert.Contains("change the template, then let it go", await ReadAsync(tenant, $"/admin/messages/{message}"));
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/messages/{message}?handler=Rewrite"))
        {
        }

        await tenant.SendAsync();
        Assert.Contains("<p>New</p>", tenant.LetterOf(message).Html);
    }

    private static async Task<string> ReadAsync(MessagingTenant tenant, string address) => WebUtility.HtmlDecode(await tenant.Admin.ReadAsync(address));

    private static async Task<string> SaveAsync(MessagingTenant tenant, string template, string html, string? name = null, int version = 0)
    {
        using var answer = await tenant.Admin.SubmitAsync(
            "/admin/profile", [new("Input.Name", name ?? ""), new("Input.Title", "Thanks"), new("Input.Class", "Personal"), new("Input.Version", $"{version}"), new("Input.Variants[0].Language", "en"), new("Input.Variants[0].Subject", "Thanks"), new("Input.Variants[0].Html", html), new("Input.Variants[1].Language", "")],
            $"/admin/mail-templates/{template}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
