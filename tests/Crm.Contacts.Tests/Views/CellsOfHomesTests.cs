using System.Net;
using Crm.Contacts.Addresses;
using Crm.Contacts.Households;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

/// <summary>Who lives in a household shows its address: the cell changes that one, for all who live there.</summary>
public sealed class CellsOfHomesTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_town_of_a_home_changes_for_all_who_live_there_and_comes_back_as_one(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var (ada, bea, home) = await HomeAsync(tenant);
        Assert.Contains("it changes for all who live there", await ada.OpenAsync("town"));

        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var saved = await ada.SaveAsync("town", "Bergerac");
        Assert.Contains("Town of Ada Home is changed, and of all who live there.", (string)saved.Toast!["text"]!);
        Assert.Contains($"{bea.Id}/cell/town", saved.Response.Headers.GetValues("HX-Trigger").Single());
        Assert.Equal(("Bergerac", "Bergerac", "Bergerac"), await TownsAsync(ada, bea, home));
        Assert.Equal("3 rue Basse", (await home.ItemAsync()).As<AddressPart>()!.Addresses.Single().Lines.Single());
        Assert.Empty((await ada.ItemAsync()).As<AddressPart>()!.Addresses);
        Assert.Equal(2, (await tenant.WalkAsync("/admin/people?q=bergerac")).Count);

        using var undone = await ada.UndoAsync(saved.Undo!);
        Assert.Equal("Undone.", (string)undone.Toast!["text"]!);
        Assert.Equal(("Libourne", "Libourne", "Libourne"), await TownsAsync(ada, bea, home));
    }

    [Fact]
    public async Task Undo_after_one_of_them_was_changed_takes_the_town_back_and_leaves_the_rest()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (ada, bea, home) = await HomeAsync(tenant);
        using var saved = await ada.SaveAsync("town", "Bergerac");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using (await bea.SaveAsync("source", "Foire"))
        {
        }

        using var undone = await ada.UndoAsync(saved.Undo!);
        Assert.Equal("Undone.", (string)undone.Toast!["text"]!);
        Assert.Equal(("Libourne", "Libourne", "Libourne"), await TownsAsync(ada, bea, home));
        Assert.Equal("Foire", (await bea.ItemAsync()).As<PersonPart>()!.Source);
    }

    [Fact]
    public async Task A_home_that_the_reader_may_not_change_is_only_told_of()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (ada, bea, home) = await HomeAsync(tenant);
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "AccessAdminPanel", "ViewOwnContacts", "EditOwnContacts");
        var anna = (await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own")).UserId;
        using (await ada.SaveAsync("owner", anna))
        {
        }

        using var browser = await tenant.As("anna");
        var editor = await ada.In(browser).OpenAsync("town");
        Assert.Contains("which you may not change", editor);
        Assert.DoesNotContain("<form", editor);
        using var sent = await browser.SubmitAsync("/admin/people/new", [new("Value", "Bergerac")], ada.Address("town"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(("Libourne", "Libourne", "Libourne"), await TownsAsync(ada, bea, home));
        Assert.Empty((await ada.ItemAsync()).As<AddressPart>()!.Addresses);
    }

    [Fact]
    public async Task Addresses_of_homes_that_are_hidden_are_not_changed_through_who_lives_there()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (ada, bea, home) = await HomeAsync(tenant);
        await tenant.InAsync(async services =>
        {
            var rights = await services.GetRequiredService<IDocumentManager<FieldRights>>().GetOrCreateMutableAsync();
            rights.Fields.Add(new FieldRight { ContentType = ContactTypes.Household, Path = "AddressPart.Addresses", Roles = ["Chosen"] });
            await services.GetRequiredService<IDocumentManager<FieldRights>>().UpdateAsync(rights);
            return true;
        });
        await tenant.Host.AddRoleAsync(tenant.Settings, "Clerk", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "clara", "Clerk");
        using var clara = await tenant.As("clara");
        using var sent = await clara.SubmitAsync("/admin/people/new", [new("Value", "Bergerac")], ada.Address("town"));
        Assert.Equal(("Libourne", "Libourne", "Libourne"), await TownsAsync(ada, bea, home));
    }

    private static async Task<(CellPage Ada, CellPage Bea, CellPage Home)> HomeAsync(ContactsTenant tenant)
    {
        var ids = await tenant.PeopleAsync(("Ada", "Home"), ("Bea", "Home"));
        var home = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync(ContactTypes.Household);
            item.Alter<HouseholdPart>(part => part.Name = "Home");
            item.Alter<AddressPart>(part => part.Addresses = [new PostalAddress { Kind = "home", Lines = ["3 rue Basse"], Postcode = "33500", City = "Libourne", Country = "FR" }]);
            item.DisplayText = "Home";
            await content.CreateAsync(item);
            return item.ContentItemId;
        });
        foreach (var id in ids)
        {
            await CellPage.ChangeAsync(tenant, id, item => item.Alter<PersonPart>(person => person.Memberships = [new Membership { HouseholdId = home, Role = "adult" }]));
        }

        await CellPage.ChangeAsync(tenant, home, _ => { });
        return (new CellPage(tenant, tenant.Browser, ids[0]), new CellPage(tenant, tenant.Browser, ids[1]), new CellPage(tenant, tenant.Browser, home));
    }

    private static async Task<(string, string, string)> TownsAsync(CellPage ada, CellPage bea, CellPage home)
        => ((await ada.ItemAsync()).As<AddressPart>()!.Main()!.City, (await bea.ItemAsync()).As<AddressPart>()!.Main()!.City, (await home.ItemAsync()).As<AddressPart>()!.Main()!.City);
}
