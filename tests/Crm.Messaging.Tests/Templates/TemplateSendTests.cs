using System.Text.Json.Nodes;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Templates;
using Crm.Testing;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Templates;

/// <summary>A message is a row with what was given along; its words are made when it leaves, and can be made again.</summary>
public sealed class TemplateSendTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_letter_is_made_of_the_version_it_was_put_with_and_shown_again_byte_by_byte(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        var frame = await tenant.SaveAsync(Mails.English("<html><body><p>{{ site.name }}</p>{{ body }}</body></html>"), isLayout: true);
        var mail = Mails.English("<p>Dear {{ person.given_name | default: 'friend' }} & co, {{ facts.gift | default: 'a gift' }}, {{ today | long_date }}, {{ \"now\" | date: \"%H:%M:%S\" }}</p>", "For {{ person.given_name | default: 'you' }}", change: mail =>
        {
            (mail.Layout, mail.Facts, mail.Class) = (frame, [new MailFact { Name = "gift" }], MessageClass.Marketing);
        });
        var name = await tenant.SaveAsync(mail);
        var (one, two) = (await tenant.PersonAsync("One", "one@example.org", change: part => part.GivenName = "<b>Ada\r\nBcc: all@example.org"), await tenant.PersonAsync("Two", "two@example.org", change: part => part.GivenName = ""));
        var (first, second) = (await tenant.PutAsync(one, new TemplateUse(name, new JsonObject { ["gift"] = "\"Ours\" <Gaspard>" })), await tenant.PutAsync(two, new TemplateUse(name)));
        mail.Variants[0].Html = "<p>Something else</p>";
        await tenant.SaveAsync(mail, name);
        await tenant.SaveAsync(Mails.English("<html><body>Another frame {{ body }}</body></html>"), frame, isLayout: true);
        await tenant.SendAsync();

        var (subject, html, text) = tenant.LetterOf(first);
        Assert.Equal("For <b>Ada Bcc: all@example.org", subject);
        Assert.Contains("&lt;b&gt;Ada Bcc: all@example.org &amp; co, &quot;Ours&quot; &lt;Gaspard&gt;,".Replace("&amp; co", "& co"), html);
        Assert.Contains("Dear <b>Ada Bcc: all@example.org & co, \"Ours\" <Gaspard>,", text);
        Assert.Contains("/preferences/", html);
        Assert.Equal("For you", tenant.LetterOf(second).Subject);
        Assert.Contains("Dear friend & co, a gift,", tenant.LetterOf(second).Html);
        Assert.DoesNotContain("frame", html);

        // The person, the template, its layout and the public address change; what left does not.
        await RenameAsync(tenant, one, "Somebody Else");
        await tenant.DoAsync(async services =>
        {
            var sites = services.GetRequiredService<Kernel.Settings.ISiteService>();
            var site = await sites.LoadSiteSettingsAsync();
            (site.BaseUrl, site.SiteName) = ("https://elsewhere.example.org", "Another name");
            await sites.UpdateSiteSettingsAsync(site);
        });
        var shown = (await tenant.InAsync(services => services.GetRequiredService<MessageLedger>().FindAsync(first, CancellationToken.None)))!.Value.Text;
        Assert.Equal((subject, html, text), (shown.Subject, shown.Html, shown.Text));
        Assert.Contains("Ours", System.Net.WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/messages/{first}")));

        // Had the product changed what it makes, the page would say so.
        Assert.False(shown.IsAltered);
        await tenant.DoAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            await db.GetTable<Message>().Where(row => row.MessageId == first).Set(row => row.Merged, row => row.Merged.Replace("Gaspard", "Gaspar").Replace("\"h\":\"", "\"h\":\"0")).UpdateAsync();
        });
        Assert.Contains("this is not, letter by letter, what left", await tenant.Admin.ReadAsync($"/admin/messages/{first}"));

        // One row of words for all; what is new takes the new version.
        Assert.Equal(1, await tenant.InAsync(async services => await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<MessageText>().CountAsync(row => row.TemplateName == name)));
        var third = await tenant.PutAsync(two, new TemplateUse(name), "again");
        await tenant.SendAsync();
        Assert.Contains("Another frame <p>Something else</p>", tenant.LetterOf(third).Html);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_letter_with_a_hole_does_not_leave_and_says_where(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var name = await tenant.SaveAsync(Mails.English("<p>Hello</p>\n<p>{{ person.given_name | default: 'x' | remove: 'Ada' }}</p>"));
        var person = await tenant.PersonAsync("One", "one@example.org");
        var message = await tenant.PutAsync(person, new TemplateUse(name));
        await tenant.SendAsync();

        Assert.Empty(tenant.Post);
        Assert.Equal("Held template html 2:4 person.given_name", await tenant.StandsAsync(message));
        var page = System.Net.WebUtility.HtmlDecode(await tenant.Admin.ReadAsync($"/admin/messages/{message}"));
        Assert.Contains("nothing to say to this person for person.given_name (html, line 2, column 4)", page);
        Assert.Contains("Ada One", page);

        // Put right, it goes on.
        await RenameAsync(tenant, person, "Grace");
        using (await tenant.Admin.SubmitAsync("/admin/profile", [], $"/admin/messages/{message}?handler=Send"))
        {
        }

        await tenant.SendAsync();
        Assert.Contains("<p>Grace</p>", tenant.LetterOf(message).Html);
    }

    [Fact]
    public async Task An_endless_template_ends_and_sends_nothing()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        foreach (var (at, endless) in new[]
        {
            "{% for a in (1..9999) %}{% for b in (1..9999) %}{% assign x = a %}{% endfor %}{% endfor %}", "{% for a in (1..999999999) %}x{% endfor %}", "{% assign x = 'aaaaaaaaaa' %}{% for a in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x }}",
        }.Index())
        {
            var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), new TemplateUse(await tenant.SaveAsync(Mails.English(endless))), $"act{at}");
            await tenant.SendAsync();
            Assert.Equal("Held template html 0:0", await tenant.StandsAsync(message));
        }

        Assert.Empty(tenant.Post);
    }

    [Fact]
    public async Task What_is_given_along_is_short_and_asked_for()
    {
        var tenant = await MessagingTenant.SharedAsync();
        var name = await tenant.SaveAsync(Mails.English("a", change: mail => mail.Facts = [new MailFact { Name = "gift" }, new MailFact { Name = "gifts", IsList = true }]));
        var person = await tenant.PersonAsync("One", "one@example.org");
        await Refused("asks for no “toy”", new TemplateUse(name, new JsonObject { ["toy"] = "a" }));
        await Refused("is to be", new TemplateUse(name, new JsonObject { ["gifts"] = "a" }));
        await Refused("text with something in it", new TemplateUse(name, new JsonObject { ["gifts"] = new JsonArray("a", " ") }));
        await Refused("bytes; 500 at most", new TemplateUse(name, new JsonObject { ["gift"] = new string('é', 250) }));
        await Refused("no template “nowhere”", new TemplateUse("nowhere"));
        await tenant.PutAsync(person, new TemplateUse(name, new JsonObject { ["gift"] = new string('é', 244) }), "long");

        async Task Refused(string sentence, TemplateUse use)
            => Assert.Contains(sentence, (await Assert.ThrowsAsync<MessageRefusedException>(() => tenant.PutAsync(person, use, "refused"))).Message);
    }

    [Fact]
    public async Task Each_is_written_in_their_language()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var name = await tenant.SaveAsync(new MailContent
        {
            Title = "A", Variants = [.. ((string[])["en", "fr", "pt-BR", "ar"]).Select(language => new MailVariant { Language = language, Subject = language, Html = "<p>{{ today | long_date }} {{ person.salutation | default: 'x' }}</p>" })],
        });
        foreach (var (wanted, got) in new[] { ("fr-CA", "fr"), ("pt", "pt-BR"), ("ar", "ar"), ("de fr", "fr"), ("de", "en"), ("", "en") })
        {
            var person = await tenant.PersonAsync("One", "one@example.org", change: part => (part.Languages, part.Gender) = ([.. wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries)], "female"));
            var message = await tenant.PutAsync(person, new TemplateUse(name));
            await tenant.SendAsync();
            Assert.Equal(got, tenant.LetterOf(message).Subject);
            Assert.Contains($"<html lang=\"{got}\" dir=\"{(got == "ar" ? "rtl" : "ltr")}\">", tenant.LetterOf(message).Html);
            Assert.Contains(got switch { "fr" => "Ch&#xE8;re Ada", "en" => "Dear Ada", _ => "x" }, tenant.LetterOf(message).Html.Replace("è", "&#xE8;"));
        }
    }

    [Fact]
    public async Task What_its_author_may_not_see_is_not_merged()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await tenant.DoAsync(async services =>
        {
            var documents = services.GetRequiredService<IDocumentManager<FieldRights>>();
            var fields = await documents.GetOrCreateMutableAsync();
            fields.Fields.Add(new FieldRight { ContentType = "Person", Path = "PersonPart.GivenName", Roles = [] });
            await documents.UpdateAsync(fields);
        });
        var (_, writer) = await tenant.AsAsync("ViewContacts");
        var mail = Mails.English("<p>{{ person.given_name | default: 'friend' }}</p>");
        var name = await tenant.InAsync(async services =>
        {
            services.GetRequiredService<ChangeContext>().Actor = writer;
            await services.GetRequiredService<MailTemplates>().SaveAsync("hidden", mail, false, CancellationToken.None);
            return "hidden";
        });
        var message = await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"), new TemplateUse(name));
        await tenant.SendAsync();
        Assert.Contains("<p>friend</p>", tenant.LetterOf(message).Html);

        // What another author merged is withheld from who may not see it.
        var (reader, _) = await tenant.AsAsync("ViewContacts", "ViewMessages");
        var person = await tenant.PersonAsync("Two", "two@example.org", change: part => part.GivenName = "Canaryname");
        var open = await tenant.PutAsync(person, new TemplateUse(await tenant.SaveAsync(mail)));
        await tenant.SendAsync();
        Assert.Contains("Canaryname", tenant.LetterOf(open).Html);
        Assert.Contains("Canaryname", await tenant.Admin.ReadAsync($"/admin/messages/{open}/body"));
        Assert.Contains("hidden from you", await reader.ReadAsync($"/admin/messages/{open}"));
        Assert.DoesNotContain("Canaryname", await reader.ReadAsync($"/admin/messages/{open}") + (await reader.ReadJsonAsync($"/api/messages/{open}")).ToJsonString());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await reader.GetAsync($"/admin/messages/{open}/body")).StatusCode);
        var sentence = await tenant.InAsync(async services =>
        {
            var principal = await services.GetRequiredService<Kernel.Users.AccountPrincipals>().OfAsync(writer);
            var sight = await services.GetRequiredService<Kernel.Security.Visible>().ForAsync(principal!);
            return (await services.GetRequiredService<MailTemplates>().FaultsAsync("hidden", mail, false, sight, isNew: false, CancellationToken.None)).Faults.Single().Sentence;
        });
        Assert.Equal("person.given_name is hidden from you: it cannot be put into a letter.", sentence);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_erasure_takes_along_what_was_merged(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var name = await tenant.SaveAsync(Mails.English("<p>{{ person.given_name | default: 'x' }} {{ facts.gift | default: 'x' }}</p>", change: mail => mail.Facts = [new MailFact { Name = "gift" }]));
        var person = await tenant.PersonAsync("Canary", "one@example.org", change: part => part.GivenName = "Canaryname");
        await tenant.PutAsync(person, new TemplateUse(name, new JsonObject { ["gift"] = "Canarygift" }));
        await tenant.SendAsync();
        Assert.Contains("Canaryname", Assert.Single(await tenant.MessagesAsync()).Merged);
        foreach (var handler in (string[])["Ask", "Erase"])
        {
            using (await tenant.Admin.SubmitAsync("/admin/profile", [new("Input.Name", "Canaryname Canary"), new("Input.Request", "")], $"/admin/people/{person}/erase?handler={handler}"))
            {
            }
        }

        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        var row = Assert.Single(await tenant.MessagesAsync());
        Assert.Equal(("", ""), (row.Merged, row.Snapshot));
    }

    private static Task RenameAsync(MessagingTenant tenant, string person, string name) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(person, VersionOptions.Latest))!;
        item.Alter<PersonPart>(part => part.GivenName = name);
        await content.UpdateAsync(item);
    });
}
