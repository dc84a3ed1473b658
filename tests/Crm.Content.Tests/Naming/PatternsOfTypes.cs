using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Tests.Naming;

public class PatternsOfTypes
{
    [Fact]
    public async Task A_title_made_by_the_pattern_follows_the_fields_and_cannot_be_written()
    {
        var site = await ContentSite.StartAsync();
        await site.PartnerAsync(("City", "TextField"));
        await site.TypeAsync("Partner", type => type.WithPart("TitlePart", part => part.WithSettings(
            new TitlePartSettings { Options = TitlePartOptions.GeneratedDisabled, Pattern = "Partner of {{ ContentItem.Content.Partner.City.Text }}" })));

        var id = await site.CreateAsync("Partner", ("TitlePart.Title", "Mine"), ("Partner.City.Text", "Libourne"));
        Assert.Equal("Partner of Libourne", (await site.ItemAsync(id))!.DisplayText);

        await site.EditAsync(id, ("Partner.City.Text", "Bordeaux"));
        Assert.Equal("Partner of Bordeaux", (await site.ItemAsync(id))!.As<TitlePart>()!.Title);
        Assert.Contains("readonly", await site.Browser.ReadAsync($"/admin/content/item/{id}/edit"));
    }

    [Fact]
    public async Task A_blank_title_is_made_and_a_written_one_stays()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Note", type => type.WithPart("TitlePart", part => part.WithSettings(new TitlePartSettings { Pattern = "Note {{ 1 | plus: 1 }}" })));

        Assert.Equal("Note 2", (await site.ItemAsync(await site.CreateAsync("Note", ("TitlePart.Title", ""))))!.DisplayText);
        Assert.Equal("Own", (await site.ItemAsync(await site.CreateAsync("Note", ("TitlePart.Title", "Own"))))!.DisplayText);
    }

    [Fact]
    public async Task Aliases_and_addresses_made_by_the_pattern_are_unique()
    {
        var site = await ContentSite.StartAsync();
        await PageTypeAsync(site);

        string[] ids = [await site.CreateAsync("Page", ("TitlePart.Title", "Père Noël")), await site.CreateAsync("Page", ("TitlePart.Title", "Père Noël")), await site.CreateAsync("Page", ("TitlePart.Title", "Père Noël"))];

        Assert.Equal(["pere-noel", "pere-noel-1", "pere-noel-2"], await Task.WhenAll(ids.Select(async id => (await site.ItemAsync(id))!.As<AutoroutePart>()!.Path!)));
        Assert.Equal(["pere-noel", "pere-noel-1", "pere-noel-2"], await Task.WhenAll(ids.Select(async id => (await site.ItemAsync(id))!.As<AliasPart>()!.Alias!)));
    }

    [Fact]
    public async Task An_address_stays_when_the_title_changes_until_it_is_made_anew()
    {
        var site = await ContentSite.StartAsync();
        await PageTypeAsync(site);
        var id = await site.CreateAsync("Page", ("TitlePart.Title", "First"));

        await site.EditAsync(id, ("TitlePart.Title", "Second"), ("AutoroutePart.Path", "first"));
        Assert.Equal("first", (await site.ItemAsync(id))!.As<AutoroutePart>()!.Path);

        await site.EditAsync(id, ("TitlePart.Title", "Second"), ("AutoroutePart.Path", "first"), ("AutoroutePart.UpdatePath", "true"));
        Assert.Equal("second", (await site.ItemAsync(id))!.As<AutoroutePart>()!.Path);
    }

    [Theory]
    [InlineData("admin/x", "belongs to the site itself")]
    [InlineData("API", "belongs to the site itself")]
    [InlineData("Crm.Content/page.js", "belongs to the site itself")]
    [InlineData("healthz", "belongs to the site itself")]
    [InlineData("login", "belongs to the site itself")]
    [InlineData("a/../b", "cannot have")]
    [InlineData("a?b=c", "cannot have")]
    [InlineData("a b", "cannot have")]
    [InlineData("a//b", "cannot have")]
    [InlineData("a%2fb", "cannot have")]
    [InlineData("cadeaux-🎁", "cannot have")]
    [InlineData("Taken", "belongs to another item")]
    public async Task An_address_that_cannot_be_is_refused_with_a_sentence(string path, string sentence)
    {
        var site = await s_pages.Value;

        var page = await site.RefusedAsync("/admin/content/Page/create", ("TitlePart.Title", "Other"), ("AutoroutePart.Path", path), ("act", "publish"));

        Assert.Contains(sentence, page);
    }

    [Fact]
    public async Task An_address_of_100_kB_is_refused_with_a_short_sentence()
    {
        var page = await (await s_pages.Value).RefusedAsync("/admin/content/Page/create", ("TitlePart.Title", "Long"), ("AutoroutePart.Path", new string('a', 100_000)), ("act", "publish"));

        Assert.Contains(new string('a', 100) + "…” has characters", page);
    }

    [Fact]
    public async Task A_title_that_leaves_no_address_or_a_reserved_one_is_no_fault()
    {
        var site = await s_pages.Value;

        Assert.Null((await site.ItemAsync(await site.CreateAsync("Page", ("TitlePart.Title", "🎁"))))!.As<AutoroutePart>()!.Path);
        Assert.Equal("admin-1", (await site.ItemAsync(await site.CreateAsync("Page", ("TitlePart.Title", "Admin"))))!.As<AutoroutePart>()!.Path);
    }

    [Fact]
    public async Task A_pattern_without_end_is_stopped_and_said()
    {
        var site = await ContentSite.StartAsync();
        await site.TypeAsync("Loop", type => type.WithPart("TitlePart", part => part.WithSettings(
            new TitlePartSettings { Options = TitlePartOptions.GeneratedHidden, Pattern = "{% for i in (1..9999) %}{% for j in (1..9999) %}{% assign x = i %}{% endfor %}{% endfor %}" })));

        var page = await site.RefusedAsync("/admin/content/Loop/create", ("act", "publish"));

        Assert.Contains("The pattern of the title failed: The template took more than", page);
    }

    [Fact]
    public async Task A_pattern_that_cannot_be_parsed_is_refused_in_the_type_editor()
    {
        var site = await ContentSite.StartAsync();
        await PageTypeAsync(site);

        var page = await site.RefusedAsync("/admin/content-types/Page/parts/AutoroutePart", ("Form.Label", "Address"), ("Form.Pattern", "{{ ContentItem.DisplayText | "));
        Assert.Contains("The template cannot be read:", page);

        page = await site.RefusedAsync("/admin/content-types/Page/parts/AutoroutePart", ("Form.Label", "Address"), ("Form.Pattern", ""), ("Form.AllowCustomPath", "false"));
        Assert.Contains("What people may not write needs a pattern that makes it.", page);

        await site.PostAsync("/admin/content-types/Page/parts/AutoroutePart", null, ("Form.Label", "Address"), ("Form.Pattern", "news/{{ ContentItem.DisplayText | slugify }}"));
        Assert.Equal("news/hello", (await site.ItemAsync(await site.CreateAsync("Page", ("TitlePart.Title", "Hello"), ("AutoroutePart.Path", "own"))))!.As<AutoroutePart>()!.Path);
    }

    private static readonly Lazy<Task<ContentSite>> s_pages = new(async () =>
    {
        var site = await ContentSite.StartAsync();
        await PageTypeAsync(site);
        await site.CreateAsync("Page", ("TitlePart.Title", "Taken"));
        return site;
    });

    private static Task PageTypeAsync(ContentSite site) => site.TypeAsync("Page", type => type
        .WithPart("TitlePart", part => part.WithPosition("0"))
        .WithPart("AliasPart", part => part.WithSettings(new AliasPartSettings { Pattern = "{{ ContentItem.DisplayText | slugify }}" }))
        .WithPart("AutoroutePart", part => part.WithSettings(new AutoroutePartSettings { AllowCustomPath = true, AllowUpdatePath = true })));
}
