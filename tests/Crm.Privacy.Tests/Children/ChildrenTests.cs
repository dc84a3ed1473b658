using System.Text.Json.Nodes;
using Crm.Activities.Tasks;
using Crm.Contacts.Ages;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Privacy.Children;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Children;

/// <summary>Children are handed to nobody outside by default, and their fifteenth and eighteenth birthdays are told once.</summary>
public sealed class ChildrenTests
{
    [Theory]
    [InlineData("2026-03-01", 18, "2008-03-01 2008-02-29")]
    [InlineData("2026-02-28", 18, "2008-02-28")]
    [InlineData("2028-02-29", 15, "")]
    [InlineData("2024-02-29", 16, "2008-02-29")]
    [InlineData("2026-07-14", 15, "2011-07-14")]
    public void A_birthday_of_29_February_is_1_March_in_ordinary_years(string day, int years, string births)
        => Assert.Equal(births, string.Join(' ', ComingOfAge.BornOn(DateOnly.Parse(day, null), years).Select(birth => birth.ToString("O"))));

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Those_under_18_today_are_left_out_of_a_file_for_somebody_outside_unless_it_is_said_otherwise(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var today = await tenant.InAsync(services => services.GetRequiredService<Today>().GetAsync());
        await tenant.PersonAsync("Ada", "Adult", item => item.Alter<PersonPart>(person => person.BirthDate = today.AddYears(-18)));
        await tenant.PersonAsync("Chloe", "Child", item => item.Alter<PersonPart>(person => person.BirthDate = today.AddYears(-18).AddDays(1)));
        await tenant.PersonAsync("Nora", "Nodate");

        Assert.Equal("Adult Child Nodate", await NamesAsync(tenant, "Own"));
        Assert.Equal("Adult Nodate", await NamesAsync(tenant, "Outside"));
        Assert.Equal("Adult Child Nodate", await NamesAsync(tenant, "OutsideWithChildren"));
        var log = await tenant.Admin.ReadAsync("/admin/people/exports");
        foreach (var words in (string[])["own use", "somebody outside", "1 under 18 left out", "those under 18 too"])
        {
            Assert.Contains(words, log);
        }

        using var program = tenant.Host.Browse().WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        using var file = await program.Http.PostAsync("api/contacts/people/export?purpose=outside&columns=FamilyName", null);
        Assert.DoesNotContain("Child", await file.Content.ReadAsStringAsync());
        using var unknown = await program.Http.PostAsync("api/contacts/people/export?purpose=fun", null);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task On_the_day_its_owner_has_one_task_and_who_owns_nothing_leaves_it_to_the_administrators(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var day = (await tenant.InAsync(services => services.GetRequiredService<Today>().GetAsync())).AddDays(20);
        var owned = await tenant.PersonAsync("Chloe", "Child", item => Born(item, day.AddYears(-15), tenant.AdminId));
        await tenant.PersonAsync("Leon", "Lost", item => Born(item, day.AddYears(-18), ""));
        await tenant.PersonAsync("Rose", "Rest", item =>
        {
            Born(item, day.AddYears(-18), tenant.AdminId);
            item.Alter<PersonPart>(person => person.DiedOn = day.AddYears(-1));
        });
        await tenant.AtAsync(day.AddDays(-1));
        await RunAsync(tenant);
        Assert.Empty(await TasksAsync(tenant));

        await tenant.AtAsync(day);
        await Task.WhenAll(RunAsync(tenant), RunAsync(tenant));
        await tenant.AtAsync(day.AddDays(1));
        await RunAsync(tenant);

        var task = Assert.Single(await TasksAsync(tenant));
        Assert.Equal((owned, tenant.AdminId, day.ToString("O")), (task.AboutId, task.Owner, task.DueKey));
        Assert.StartsWith("Becomes 15", task.Subject, StringComparison.Ordinal);
        using var admin = await tenant.Host.Browse().SignInAsync("admin"); // the session of before has run out
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var told = Assert.Single(JsonNode.Parse(await admin.ReadAsync("/api/notifications?unread=true"))!.AsArray());
        Assert.Equal("Leon Lost becomes 18: the rights over the data are theirs alone now", (string?)told!["text"]);
    }

    private static void Born(ContentItem item, DateOnly day, string owner)
    {
        item.Owner = owner;
        item.Alter<PersonPart>(person => person.BirthDate = day);
    }

    private static async Task<string> NamesAsync(PrivacyTenant tenant, string purpose)
    {
        using var file = await tenant.Admin.SubmitAsync("/admin/people/export", [new("all", "true"), new("Kind", "Csv"), new("Columns", "FamilyName"), new("Purpose", purpose)]);
        return string.Join(' ', (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Order(StringComparer.Ordinal));
    }

    private static Task RunAsync(PrivacyTenant tenant) => tenant.DoAsync(services => services.GetServices<IBackgroundTask>().OfType<TellOfAges>().Single().DoWorkAsync(services, CancellationToken.None));

    private static Task<List<TaskIndex>> TasksAsync(PrivacyTenant tenant) => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<TaskIndex>().ToListAsync());
}
