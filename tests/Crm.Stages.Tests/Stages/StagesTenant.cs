using System.Globalization;
using System.Net;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Stages;

/// <summary>Alone: a day that passes in the middle of another test is one that it has not reckoned with.</summary>
[CollectionDefinition(StagesTenant.Clock, DisableParallelization = true)]
public sealed class ClockOfStages;

/// <summary>What tests of stages ask of a tenant.</summary>
internal static class StagesTenant
{
    /// <summary>The collection of tests that move the clock of the host they share.</summary>
    public const string Clock = "Clock of stages";

    /// <summary>A person in that stage.</summary>
    public static Task<string> AddAsync(this ContactsTenant tenant, string family, string stage) => tenant.InAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        var item = await content.NewAsync(ContactTypes.Person);
        item.Alter<PersonPart>(person => (person.GivenName, person.FamilyName, person.Stage) = ("Ada", family, stage));
        item.DisplayText = item.As<PersonPart>()!.DisplayName();
        await content.CreateAsync(item);
        return item.ContentItemId;
    });

    /// <summary>A person as one was stored before changes were noted.</summary>
    public static Task<string> AddUnnotedAsync(this ContactsTenant tenant, string family, string stage) => tenant.InAsync(async services =>
    {
        var id = ContentId.New();
        var item = new ContentItem { ContentItemId = id, ContentItemVersionId = ContentId.New(), ContentType = ContactTypes.Person, Latest = true, Published = true, DisplayText = $"Ada {family}" };
        item.Apply(new PersonPart { GivenName = "Ada", FamilyName = family, Stage = stage });
        await services.GetRequiredService<ISession>().SaveAsync(item);
        return id;
    });

    /// <summary>Gives a person a stage by the form, as somebody does.</summary>
    public static async Task MoveAsync(this ContactsTenant tenant, string id, string stage)
    {
        var version = await tenant.InAsync(async services => services.GetRequiredService<ISession>().GetVersion((await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))!));
        var family = (await tenant.PartAsync<PersonPart>(id))!.FamilyName;
        using var saved = await tenant.Browser.SubmitAsync($"/admin/people/{id}/edit",
            [new("Input.GivenName", "Ada"), new("Input.FamilyName", family), new("Input.Stage", stage), new("Version", version.ToString(CultureInfo.InvariantCulture))]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    /// <summary>A part of a person; null when the person has none.</summary>
    public static Task<T?> PartAsync<T>(this ContactsTenant tenant, string id) where T : ContentPart
        => tenant.InAsync(async services => (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))?.As<T>());

    /// <summary>The person's rows, as "prospect→client", oldest first.</summary>
    public static Task<List<string>> WayAsync(this ContactsTenant tenant, string id) => tenant.InAsync(async services =>
        (await services.GetRequiredService<ISession>().QueryIndex<StageChangeIndex>().Where(row => row.PersonId == id).OrderBy(row => row.Id).ToListAsync()).ConvertAll(row => $"{row.From}→{row.To}"));

    /// <summary>The titles of the person's changes on the timeline.</summary>
    public static Task<List<string>> TimelineAsync(this ContactsTenant tenant, string id) => tenant.InAsync(async services =>
        await services.GetRequiredService<ISession>().QueryIndex<TimelineIndex>().Where(row => row.PersonId == id && row.Kind == "stage").OrderBy(row => row.Id).Select(row => row.Title).ToListAsync());

    /// <summary>Lets days pass: few, for sessions of tests that run beside end after 14.</summary>
    public static void Pass(this ContactsTenant tenant, int days) => tenant.Host.Clock.Advance(TimeSpan.FromDays(days));
}
