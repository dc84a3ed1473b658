using Crm.Browsing;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>The work on the house itself, from the keyboard alone: a tenant opened and set up, signing in, fields, features, undoing.</summary>
public sealed class HouseByKeyboardTests(Chrome chrome, HouseByKeyboardTests.House house) : IClassFixture<HouseByKeyboardTests.House>
{
    private const string Sentence = "a sentence typed by hand";

    [Fact]
    public async Task A_second_tenant_is_opened_set_up_and_entered()
    {
        await using var sheet = await house.EnterAsync(chrome);
        await sheet.GoAsync("admin/tenants/new");
        await sheet.TypeAsync("[name='Input.Name']", "second");
        await sheet.TypeAsync("[name='Input.RequestUrlPrefix']", "second");
        await sheet.GoByAsync("Control+Enter", "/admin/tenants/second/setup$");
        var link = await sheet.Page.Locator("input[readonly]").InputValueAsync();

        await sheet.GoAsync(link);
        await sheet.TypeAsync("[name='Input.RecipeName']", "");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.TypeAsync("[name='Input.SiteName']", "The second house");
        await sheet.TypeAsync("[name='Input.AdminEmail']", "second@example.org");
        await sheet.TypeAsync("[name='Input.AdminPassword']", Sentence);
        await sheet.GoByAsync("Control+Enter", "/second/(login|admin)");

        await sheet.GoAsync("second/login");
        await sheet.TypeAsync("[name='Name']", "second@example.org");
        await sheet.TypeAsync("[name='Password']", Sentence);
        await sheet.GoByAsync("Enter", "/second/admin$");
        await Assertions.Expect(sheet.Page.Locator(".side .site-name")).ToContainTextAsync("The second house");
    }

    [Fact]
    public async Task A_field_is_added_to_a_type_and_filled_in()
    {
        await using var sheet = await house.EnterAsync(chrome);
        await sheet.GoAsync("admin/content-types/Note");
        await PastTheMenuAsync(sheet);
        await sheet.TypeAsync("[name='Label']", "Colour");
        await sheet.GoByAsync("Enter", "added");
        await sheet.GoAsync("admin/content/Note/create");
        await PastTheMenuAsync(sheet);
        await sheet.TypeAsync("[name='TitlePart.Title']", "Ball");
        await sheet.TypeAsync("[name='Note.Colour.Text']", "crimson");
        await sheet.GoByAsync("Control+Enter", "/admin/content/(?!Note/create)");

        await sheet.GoAsync("admin/content/Note?q=Ball");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.GoByAsync("Enter", "/admin/content/item/");
        await Assertions.Expect(sheet.Page.GetByText("crimson")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_feature_is_switched_off_and_on()
    {
        await using var sheet = await house.EnterAsync(chrome);
        const string Switch = "li.feature:has(code:text-is('Crm.Media')) button";
        foreach (var (word, then) in new[] { ("Switch on", "Switch off"), ("Switch off", "Switch on") })
        {
            await sheet.GoAsync("admin/features");
            await PastTheMenuAsync(sheet);
            await Assertions.Expect(sheet.Page.Locator(Switch)).ToContainTextAsync(word);
            await sheet.Page.Locator(Switch).EvaluateAsync("button => button.dataset.wanted = ''");
            await sheet.TabToAsync("[data-wanted]");
            await sheet.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(sheet.Page.Locator(Switch)).ToContainTextAsync(then);
        }
    }

    [Fact]
    public async Task What_was_deleted_is_brought_back_by_its_undo()
    {
        await using var sheet = await house.EnterAsync(chrome);
        await sheet.GoAsync("admin/content/Note?q=Kept");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("Space");
        await sheet.TabToAsync("[data-selection] button[formaction*='Delete']");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("#toasts form")).ToBeVisibleAsync();
        await sheet.TabToAsync("#toasts form button");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("#toasts form")).ToBeHiddenAsync();

        await sheet.GoAsync("admin/content/Note?q=Kept");
        await Assertions.Expect(sheet.Page.Locator("tbody td a")).ToHaveTextAsync(["Kept"]);
    }

    [Fact]
    public async Task Two_people_get_a_stage_at_once_and_it_is_taken_back()
    {
        await using var sheet = await house.EnterAsync(chrome);
        await sheet.GoAsync("admin/people");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("Space");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("Space");
        await sheet.TabToAsync("[data-selection] button[value=Stage]");
        await sheet.GoByAsync("Enter", "/admin/people/bulk");
        Assert.Empty(await sheet.SeriousFaultsAsync());
        await Assertions.Expect(sheet.Page.Locator("h1")).ToHaveTextAsync("Which stage for 2 people?");
        await Assertions.Expect(sheet.Page.Locator("#value")).ToBeFocusedAsync();
        await sheet.ChooseAsync("#value", "dormant");
        await sheet.TabToAsync("main .btn-primary");
        await sheet.GoByAsync("Enter", "/admin/operations/");
        await Assertions.Expect(sheet.Page.Locator("main .badge")).ToHaveTextAsync("done");
        await sheet.GoAsync("admin/people?stage=dormant");
        await Assertions.Expect(sheet.Page.Locator("tbody td > a")).ToHaveTextAsync(["Abel Roy", "Chloe Roy"]);

        await sheet.Page.GoBackAsync();
        await PastTheMenuAsync(sheet);
        await sheet.TabToAsync("form[action*='handler=Undo'] button");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("h1")).ToHaveTextAsync("Undo: Stage “Dormant” for 2 people");
        await Assertions.Expect(sheet.Page.Locator("main .badge")).ToHaveTextAsync("done");
        await sheet.GoAsync("admin/people?stage=dormant");
        await Assertions.Expect(sheet.Page.Locator("tbody td > a")).ToHaveCountAsync(0);
    }

    private static async Task PastTheMenuAsync(Sheet sheet)
    {
        await sheet.TabToAsync(".skip-link");
        await sheet.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>A host with a type and an item, that its tests change each in a corner of its own.</summary>
    public sealed class House : IAsyncLifetime
    {
        private TestHost _host = null!;

        public async ValueTask InitializeAsync()
        {
            _host = await TestHost.StartAsync();
            var tenant = await _host.SetupTenantAsync(recipe: "blank");
            await _host.SwitchAsync(tenant, on: ["Crm.Tenants", "Crm.Contacts"], off: ["Crm.Media"]);
            await _host.InTenantAsync(tenant, async services =>
            {
                await services.GetRequiredService<IContentDefinitionManager>().AlterTypeDefinitionAsync("Note", type => type.Creatable().Listable().WithPart("TitlePart"));
                var content = services.GetRequiredService<IContentManager>();
                var kept = await content.NewAsync("Note");
                kept.Merge(new() { ["TitlePart"] = new System.Text.Json.Nodes.JsonObject { ["Title"] = "Kept" } });
                await content.CreateAsync(kept);
                foreach (var name in new[] { "Abel", "Bruno", "Chloe" })
                {
                    await services.AddPersonAsync(name, "Roy");
                }

                return 0;
            });
        }

        /// <summary>A page signed in as the administrator, in English.</summary>
        public async Task<Sheet> EnterAsync(Chrome chrome)
        {
            var sheet = await chrome.OpenAsync(_host.Address, "en-GB");
            await sheet.SignInAsync();
            return sheet;
        }

        public async ValueTask DisposeAsync() => await _host.DisposeAsync();
    }
}
