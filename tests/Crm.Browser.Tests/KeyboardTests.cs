using Crm.Browsing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>The whole of a day's work with the keyboard alone: nothing here clicks.</summary>
public sealed class KeyboardTests(Chrome chrome, Site site)
{
    [Fact]
    public async Task Question_mark_lists_the_keys_and_Escape_gives_the_focus_back()
    {
        await using var sheet = await OpenAsync("admin/people");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("Shift+?");
        await Assertions.Expect(sheet.Page.Locator("#keys")).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(sheet.Page.Locator("tbody tr:focus")).ToHaveCountAsync(1);
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task A_row_is_looked_into_and_the_next_one_without_leaving_the_list()
    {
        await using var sheet = await OpenAsync("admin/people");
        var names = await sheet.Page.Locator("tbody td a").AllTextContentsAsync();
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("o");
        await Assertions.Expect(sheet.Page.Locator("#quick-view .quick-body[aria-busy=false] .facts").First).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(sheet.Page.Locator("#quick-heading")).ToHaveTextAsync(names[1].Trim());
        Assert.Empty(await sheet.SeriousFaultsAsync());
        await sheet.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(sheet.Page.Locator("tbody tr:focus")).ToContainTextAsync(names[1].Trim());
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task A_map_is_filled_where_people_live_and_says_who_lives_off_it()
    {
        await using var sheet = await OpenAsync("admin/people/distribution?by=country", width: 360, height: 740);
        await Assertions.Expect(sheet.Page.Locator(".people-map a path.step-4")).ToHaveCountAsync(1);
        await Assertions.Expect(sheet.Page.Locator(".people-map [data-legend] li").Last).ToBeVisibleAsync();
        Assert.Equal(await sheet.Page.Locator("tr[data-place=FR] a").GetAttributeAsync("href"), new Uri((await sheet.Page.Locator(".people-map a:has(.step-4)").GetAttributeAsync("href"))!).PathAndQuery);
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task A_family_is_found_from_anywhere_opened_edited_and_saved()
    {
        await using var sheet = await OpenAsync("admin");
        await sheet.Page.Keyboard.PressAsync("/");
        await sheet.Page.Keyboard.TypeAsync("famile lefevre"); // a slip of the pen
        await Assertions.Expect(sheet.Page.Locator("#palette li[aria-selected=true]")).ToContainTextAsync("Famille Lefèvre");
        await sheet.GoByAsync("Enter", "/admin/households/[0-9a-z]{20,}$");
        await sheet.GoByAsync("e", "/edit$");
        await sheet.TabToAsync("[name='Input.Salutation']");
        await sheet.Page.Keyboard.PressAsync("Control+a");
        await sheet.Page.Keyboard.TypeAsync("Chers Lefèvre");
        await sheet.GoByAsync("Control+Enter", "/admin/households/[0-9a-z]{20,}$");

        await Assertions.Expect(sheet.Page.GetByText("Chers Lefèvre")).ToBeVisibleAsync();
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task All_that_is_found_is_seen_by_type_and_opened_by_keyboard_on_a_phone_too()
    {
        await using var sheet = await OpenAsync("admin/search", width: 360, height: 740);
        await sheet.Page.Keyboard.TypeAsync("lefevre");
        await sheet.GoByAsync("Enter", @"/admin/search\?q=lefevre$");
        await Assertions.Expect(sheet.Page.Locator(".search-group")).ToHaveCountAsync(3);
        await Assertions.Expect(sheet.Page.Locator(".search-found mark").First).ToHaveTextAsync("Lefèvre");
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.True(await sheet.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await sheet.TabToAsync(".search-found a");
        await sheet.GoByAsync("Enter", "/admin/people/[0-9a-z]{20,}$");
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task The_first_tab_leads_past_the_menu_and_every_stop_is_seen()
    {
        await using var sheet = await OpenAsync("admin/people");
        await sheet.Page.Keyboard.PressAsync("Tab");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("#main")).ToBeFocusedAsync();

        for (var stop = 0; stop < 6; stop++)
        {
            await sheet.Page.Keyboard.PressAsync("Tab");
            Assert.True(await sheet.Page.EvaluateAsync<bool>("() => document.getElementById('main').contains(document.activeElement)"), $"Stop {stop} lies outside the content.");
            Assert.NotEqual("none", await FocusedAsync(sheet, "element => getComputedStyle(element).outlineStyle"));
        }
    }

    [Fact]
    public async Task What_was_written_stays_when_the_session_has_ended()
    {
        await using var sheet = await OpenAsync("admin/people/new");
        await sheet.Page.Keyboard.TypeAsync("Ophélie");
        await sheet.Page.Context.ClearCookiesAsync();
        await sheet.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(sheet.Page.Locator("#ended")).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("Ophélie", await sheet.Page.Locator("[name='Input.GivenName']").InputValueAsync());

        await sheet.Page.Context.AddCookiesAsync((await site.CookiesAsync(chrome)).Append(new() { Name = "language", Value = "fr", Url = site.Host.Address.ToString() }));
        await sheet.GoByAsync("Control+Enter", "/admin/people/[0-9a-z]{20,}$");
        await Assertions.Expect(sheet.Page.GetByRole(AriaRole.Heading, new() { Name = "Ophélie" })).ToBeVisibleAsync();
    }

    private async Task<Sheet> OpenAsync(string path, int width = 1440, int height = 900)
    {
        var sheet = await site.OpenAsync(chrome, width: width, height: height);
        await sheet.GoAsync(path);
        return sheet;
    }

    private static Task<string> FocusedAsync(Sheet sheet, string question) => sheet.Page.EvaluateAsync<string>($"() => ({question})(document.activeElement)");
}
