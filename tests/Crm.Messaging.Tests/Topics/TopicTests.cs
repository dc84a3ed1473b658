using System.Net;
using System.Text.Json.Nodes;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using Crm.Messaging.Topics;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Topics;

/// <summary>Topics have titles and sentences, and readers choose among those that are offered.</summary>
public sealed class TopicTests
{
    private const string Page = "/admin/settings/topics";

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Readers_are_offered_topics_in_their_order_and_language_and_those_they_were_written_about(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant,
            new Topic { Name = "toys", Titles = { ["en"] = "The toy catalogue", ["fr"] = "Le catalogue" }, Sentences = { ["en"] = "Each autumn.", ["fr"] = "Chaque automne." } },
            new Topic { Name = "news", Titles = { ["fr"] = "Les nouvelles" } },
            new Topic { Name = "inner", Titles = { ["en"] = "Inner circle" }, IsOffered = false },
            new Topic { Name = "gone", Titles = { ["en"] = "What is gone" }, RemovedUtc = DateTime.UnixEpoch });
        var person = await tenant.PersonAsync("One", "one@example.org");
        var first = await PutAsync(tenant, person, "a1", "free words");
        await tenant.SendAsync();
        var page = tenant.LinksOf(first).Page;
        using var reader = tenant.Host.Browse(tenant.Settings.Name);
        reader.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var shown = await reader.ReadAsync(page);
        Assert.Equal(["The toy catalogue", "Les nouvelles", "free words"], new[] { "The toy catalogue", "Les nouvelles", "free words" }.OrderBy(title => shown.IndexOf(title, StringComparison.Ordinal)).Where(title => shown.Contains(title, StringComparison.Ordinal)));
        Assert.Contains("Each autumn.", shown);
        Assert.DoesNotContain("Inner circle", shown);
        Assert.DoesNotContain("What is gone", shown);
        using var french = tenant.Host.Browse(tenant.Settings.Name);
        french.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        Assert.Contains("Chaque automne.", await french.ReadAsync(page));

        using (var answer = await reader.SubmitAsync(page, [new("topic", "toys"), new("kind", "stop")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        using (var answer = await reader.SubmitAsync(page, [new("topic", "inner"), new("kind", "stop")]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        var (toys, news) = (await PutAsync(tenant, person, "a2", "toys"), await PutAsync(tenant, person, "a3", "news"));
        await tenant.SendAsync();
        Assert.Equal(("Excluded left", "Sent  250"), (await tenant.StandsAsync(toys), await tenant.StandsAsync(news)));
        Assert.Contains("The toy catalogue", await tenant.Admin.ReadAsync($"/admin/people/{person}/preferences"));
        Assert.Contains("The toy catalogue", await tenant.Admin.ReadAsync($"/admin/messages/{toys}"));
    }

    [Fact]
    public async Task They_are_added_changed_moved_taken_away_and_brought_back()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        Assert.Contains("No topic yet", await tenant.Admin.ReadAsync(Page));
        await SaveAsync(tenant, Page, "toys", "Toys");
        await SaveAsync(tenant, Page, "news", "News");
        Assert.Equal(["toys", "news"], await NamesAsync(tenant));
        await PostAsync(tenant, "Move", "name=news&up=true");
        Assert.Equal(["news", "toys"], await NamesAsync(tenant));
        await PostAsync(tenant, "Move", "name=news&up=true"); // it is the first
        await PostAsync(tenant, "Move", "name=news&up=false");
        Assert.Equal(["toys", "news"], await NamesAsync(tenant));
        await SaveAsync(tenant, $"{Page}?topic=toys", "else", "All toys");
        var changed = (await ListAsync(tenant))[0];
        Assert.Equal(("toys", "All toys"), (changed.Name, changed.Titles.Values.Single()));

        await PostAsync(tenant, "Remove", "name=toys");
        Assert.Equal(["news"], await NamesAsync(tenant));
        Assert.Equal("All toys", await tenant.InAsync(services => services.GetRequiredService<TopicBook>().TitleAsync("toys"))); // the ledger keeps it
        Assert.Contains("was taken away: bring it back", await SaveAsync(tenant, Page, "toys", "Toys"));
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Admin.GetAsync($"{Page}?topic=toys")).StatusCode);
        await PostAsync(tenant, "BringBack", "name=toys");
        Assert.Equal(["toys", "news"], await NamesAsync(tenant));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await SaveAsync(tenant, Page, "toys", "Toys");
        foreach (var (name, title, says) in new[] { ("Toys", "x", "lower-case letters"), ("a b", "x", "lower-case letters"), ("", "x", "lower-case letters"), ("toys", "x", "There is a topic of this name"), ("news", " ", "Say what readers call it"), ("news", new string('x', 101), "A title has at most") })
        {
            Assert.Contains(says, await SaveAsync(tenant, Page, name, title));
        }

        Assert.Equal(["toys"], await NamesAsync(tenant));
        var (none, _) = await tenant.AsAsync("ViewMessages");
        Assert.Equal(HttpStatusCode.Forbidden, (await none.GetAsync(Page)).StatusCode);
    }

    [Fact]
    public async Task Templates_choose_among_topics_and_keep_what_they_say_and_brakes_are_called_by_title()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await SetAsync(tenant, new Topic { Name = "toys", Titles = { ["en"] = "The toy catalogue" } });
        var page = await tenant.Admin.ReadAsync("/admin/mail-templates/new");
        Assert.Contains("<option value=\"toys\">The toy catalogue</option>", page);
        await tenant.DoAsync(services => services.GetRequiredService<Messaging.Templates.MailTemplates>().SaveAsync("old", new Messaging.Templates.MailContent
        {
            Title = "Old", Topic = "free words", Variants = [new Messaging.Templates.MailVariant { Language = "en", Subject = "S", Html = "<p>Hello</p>" }],
        }, isLayout: false, CancellationToken.None));
        Assert.Matches("<option [^>]*value=\"free words\"[^>]*>free words</option>", await tenant.Admin.ReadAsync("/admin/mail-templates/old"));
        using (await tenant.Admin.SubmitAsync("/admin/brake", [new("Input.Scope", "topic"), new("Input.Value", "toys"), new("Input.Reason", "Recall")]))
        {
        }

        Assert.Contains("The toy catalogue", await tenant.Admin.ReadAsync("/admin/brake"));
    }

    private static Task<string> PutAsync(MessagingTenant tenant, string person, string action, string topic) => tenant.PutAsync(person, action, MessageClass.Marketing, change: message => message with { Topic = topic });

    private static Task SetAsync(MessagingTenant tenant, params Topic[] topics) => tenant.DoAsync(async services =>
    {
        var sites = services.GetRequiredService<ISiteService>();
        var site = await sites.LoadSiteSettingsAsync();
        site.Put(new TopicSettings { Topics = [.. topics] });
        site.Properties["LocalizationSettings"] = new JsonObject { ["DefaultCulture"] = "en", ["SupportedCultures"] = new JsonArray("en", "fr") };
        await sites.UpdateSiteSettingsAsync(site);
    });

    private static Task<IReadOnlyList<Topic>> ListAsync(MessagingTenant tenant) => tenant.InAsync(services => services.GetRequiredService<TopicBook>().ListAsync());

    private static async Task<List<string>> NamesAsync(MessagingTenant tenant) => [.. (await ListAsync(tenant)).Select(topic => topic.Name)];

    private static async Task<string> SaveAsync(MessagingTenant tenant, string page, string name, string title)
    {
        using var answer = await tenant.Admin.SubmitAsync(page, [new("Input.Name", name), new("Input.IsOffered", "true"), new("Input.Words[0].Language", "en"), new("Input.Words[0].Title", title)]);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task PostAsync(MessagingTenant tenant, string handler, string question)
    {
        using var answer = await tenant.Admin.SubmitAsync(Page, [], $"{Page}?handler={handler}&{question}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
