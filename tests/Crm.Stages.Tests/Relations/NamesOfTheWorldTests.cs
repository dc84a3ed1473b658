using System.Net;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Relations;

/// <summary>Names in other scripts are shown in their own direction and order, filed by their own alphabet, and merged like any other.</summary>
public sealed class NamesOfTheWorldTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Portuguese_Arabic_and_Chinese_names_are_shown_sorted_and_merged(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = new List<string>();
        foreach (var (given, family, language) in new[] { ("美玲", "林", "zh-TW"), ("يوسف", "حداد", "ar"), ("João", "Souza", "pt-BR"), ("مريم", "حداد", "ar"), ("Érica", "Sousa", "pt-BR"), ("مريم", "حدّاد", "ar"), ("小安", "林", "zh-TW") })
        {
            ids.Add(await AddAsync(tenant, given, family, language));
        }

        Assert.Equal(["Érica Sousa", "João Souza", "مريم حداد", "مريم حدّاد", "يوسف حداد", "林小安", "林美玲"], await tenant.WalkAsync("/admin/people?sort=name"));
        var page = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{ids[1]}"));
        Assert.Contains("<h1 class=\"page-title\" dir=\"auto\">يوسف حداد", page);
        Assert.Contains("<td><a href=\"" + $"/{tenant.Settings.Name}/admin/people/{ids[1]}" + "\" dir=\"auto\">", await tenant.Browser.ReadAsync("/admin/people"));

        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(ids[3], VersionOptions.Latest))!, (await content.GetAsync(ids[5], VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide> { ["PersonPart.FamilyName"] = MergeSide.Other }, Households: true), CancellationToken.None);
        });
        Assert.Equal(["مريم حدّاد", "يوسف حداد"], await tenant.WalkAsync("/admin/people?q=" + Uri.EscapeDataString("حداد") + "&sort=name"));
    }

    private static Task<string> AddAsync(ContactsTenant tenant, string given, string family, string language) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName, person.Languages) = (given, family, [language]));
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });
}
