using System.Net;
using System.Text.RegularExpressions;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Edits;

public sealed class EditTogetherTests
{
    private static Task SaveAsync(ContactsTenant tenant, string id, Action<PersonPart> change) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = (await content.GetAsync(id, VersionOptions.Latest))!;
        item.Alter(change);
        await content.UpdateAsync(item);
        return true;
    });

    private static async Task<PersonPart> ReadAsync(ContactsTenant tenant, string id)
        => (await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest)))!.As<PersonPart>()!;

    private static string VersionIn(string page) => Regex.Match(page, "name=\"Version\" value=\"([0-9]+)\"").Groups[1].Value;

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Two_who_change_different_things_both_keep_their_change(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = (await tenant.PeopleAsync(("Jonas", "Lefèvre")))[0];
        var opened = VersionIn(await tenant.Browser.ReadAsync($"/admin/people/{id}/edit"));
        await SaveAsync(tenant, id, person => person.Function = "Luthier");

        using var saved = await tenant.Browser.SubmitAsync($"/admin/people/{id}/edit", [new("Version", opened), new("Input.GivenName", "Jonathan"), new("Input.FamilyName", "Lefèvre")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var person = await ReadAsync(tenant, id);
        Assert.Equal(("Jonathan", "Luthier"), (person.GivenName, person.Function));
    }

    [Fact]
    public async Task Two_who_change_the_same_thing_must_choose_and_nothing_is_lost_before()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = (await tenant.PeopleAsync(("Jonas", "Lefèvre")))[0];
        var address = $"/admin/people/{id}/edit";
        var opened = VersionIn(await tenant.Browser.ReadAsync(address));
        await SaveAsync(tenant, id, person => (person.GivenName, person.Function) = ("Joris", "Luthier"));

        using var clash = await tenant.Browser.SubmitAsync(address, [new("Version", opened), new("Input.GivenName", "Jonathan"), new("Input.FamilyName", "Lefebvre")]);
        var page = WebUtility.HtmlDecode(await clash.Content.ReadAsStringAsync());
        Assert.Contains("Joris", page);
        Assert.Contains("value=\"Jonathan\"", page);
        Assert.Contains("value=\"Luthier\"", page);
        Assert.Equal("Joris", (await ReadAsync(tenant, id)).GivenName);

        using var chosen = await tenant.Browser.SubmitAsync(address, [
            new("Version", VersionIn(page)), new("TakeTheirs", "PersonPart.GivenName"), new("Input.GivenName", "Jonathan"), new("Input.FamilyName", "Lefebvre"), new("Input.Function", "Luthier")]);
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        var person = await ReadAsync(tenant, id);
        Assert.Equal(("Joris", "Lefebvre", "Luthier"), (person.GivenName, person.FamilyName, person.Function));
    }

    [Fact]
    public async Task A_field_added_without_code_stands_in_the_form_and_on_the_page()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.Host.SwitchAsync(tenant.Settings, on: ["Crm.Content"]);
        await tenant.InAsync(async services =>
        {
            await services.GetRequiredService<IContentDefinitionManager>().MergeAsync(new ContentDefinitionRecord
            {
                ContentPartDefinitionRecords = [new() { Name = "Person", ContentPartFieldDefinitionRecords = [new() { Name = "Doudou", FieldName = "TextField" }] }],
            });
            return true;
        });
        var id = (await tenant.PeopleAsync(("Jonas", "Lefèvre")))[0];
        using var saved = await tenant.Browser.SubmitAsync($"/admin/people/{id}/edit", [new("Input.GivenName", "Jonas"), new("Person.Doudou.Text", "Ours Gaspard")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Ours Gaspard", await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        Assert.Contains("value=\"Ours Gaspard\"", await tenant.Browser.ReadAsync($"/admin/people/{id}/edit"));
    }
}
