using System.Net;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Relations;

/// <summary>Who works at an organisation, as what, since when and until when.</summary>
public sealed class WorkersTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Somebody_is_added_with_function_and_dates_leaves_and_is_removed_when_it_was_a_mistake(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        using var made = await tenant.Browser.SubmitAsync("/admin/organisations/new", [new("Input.Name", "Banque du Nord"), new("Input.Address.Country", "FR")]);
        var page = $"/admin/organisations/{made.Headers.Location!.OriginalString.Split('/')[^1]}";
        var ids = await tenant.PeopleAsync(("Odile", "Roy"), ("Abel", "Zola"));
        Assert.Contains("Odile Roy", await tenant.Browser.ReadAsync($"{page}?handler=Find&q=odile"));

        await SubmitAsync("Add", ("PersonId", ids[0]), ("Function", "Director"), ("From", "2020-05-01"));
        await SubmitAsync("Add", ("PersonId", ids[1]), ("Function", "Clerk"), ("From", "2010-01-01"), ("To", "2015-12-31"));
        var shown = WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page));
        Assert.Contains("since 5/1/2020", shown);
        Assert.Contains("until 12/31/2015", shown);
        Assert.True(shown.IndexOf("Odile Roy", StringComparison.Ordinal) < shown.IndexOf("Abel Zola", StringComparison.Ordinal), "who is there stands before who has left");
        Assert.Contains("Director", await tenant.Browser.ReadAsync($"/admin/people/{ids[0]}"));

        await SubmitAsync("Add", ("PersonId", ids[0]));
        Assert.Contains("Odile Roy works here already.", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)));
        await SubmitAsync("Add", ("PersonId", ids[1]), ("From", "2024-02-01"), ("To", "2024-01-01"));
        Assert.Contains("The last day lies before the first.", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)));

        await SubmitAsync("Leave", ("personId", ids[0]), ("on", "2026-11-01"));
        Assert.Contains("until 11/1/2026", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync(page)));
        await SubmitAsync("Remove", ("personId", ids[0]));
        Assert.Empty((await tenant.InAsync(services => services.GetRequiredService<IContentManager>().GetAsync(ids[0], VersionOptions.Latest)))!.As<PersonPart>()!.Affiliations);

        async Task SubmitAsync(string handler, params (string Name, string Value)[] fields)
        {
            using var answer = await tenant.Browser.SubmitAsync(page, fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), $"{page}/people?handler={handler}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_links_people_or_organisations_out_of_his_sight()
    {
        var all = await Scopes.OwnAndTeam.OnAsync("Sqlite");
        using var anna = await all.Tenant.As("anna");
        foreach (var handler in new[] { "Add", "Leave", "Remove" })
        {
            foreach (var (organisation, person) in new[] { ("{work}", "{zoe}"), ("{bank}", "{anna}") })
            {
                using var answer = await anna.SubmitAsync("/admin/people", [new("personId", all.At(person))], all.At($"/admin/organisations/{organisation}/people?handler={handler}"));
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }

        Assert.DoesNotContain("zoe", await anna.ReadAsync(all.At("/admin/organisations/{work}")));
    }
}
