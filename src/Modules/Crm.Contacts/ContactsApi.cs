using Crm.Contacts.Bulk;
using Crm.Contacts.Distribution;
using Crm.Contacts.Duplicates.Judge;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Households;
using Crm.Contacts.Lists;
using Crm.Contacts.Organisations;
using Crm.Contacts.People;
using Crm.Contacts.Rights;
using Crm.Contacts.Stages;
using Crm.Contacts.Stages.Edit;
using Crm.Contacts.Stages.View;
using Crm.Contacts.Timeline;
using Crm.Contacts.Trash;
using Crm.Contacts.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Crm.Contacts;

/// <summary>What programs may do with contacts: the acts of the screens, beside the import and the export.</summary>
internal static class ContactsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/api/contacts").WithTags("Contacts");
        MapReading(contacts.MapGroup("").RequireRight(ContactsPermissions.ViewOwn));
        MapViews(contacts.MapGroup("/people/views").RequireRight(ContactsPermissions.ViewOwn));
        MapDuplicates(contacts.MapGroup("/duplicates").RequireRight(ContactsPermissions.EditOwn));
        MapMerge(contacts.MapGroup("").RequireRight(ContactsPermissions.MergeOwn));
        MapRecording(contacts.MapGroup("").RequireRight(ContactsPermissions.EditOwn));
        MapBulk(contacts.MapGroup("").RequireRight(ContactsPermissions.ViewOwn));
        MapStages(contacts.MapGroup("/stages").RequireRight(StagesPermissions.Manage));
        contacts.MapGet("/trash", TrashEndpoint.ListAsync).RequireRight(ContactsPermissions.DeleteOwn).WithSummary("Contacts in the trash that can be brought back: of a type, the last deleted first, a page at a time")
            .Produces<LinesPage<TrashLine>>().ProducesValidationProblem();
        contacts.MapPost("/{id}/restore", RestoreEndpoint.PostAsync).RequireRight(ContactsPermissions.DeleteOwn).WithSummary("Bring a contact back from the trash").Produces<RestoredContact>().Produces(StatusCodes.Status404NotFound);
    }

    private static void MapReading(RouteGroupBuilder contacts)
    {
        contacts.MapGet("/people", PeopleEndpoint.ListAsync).WithSummary("People: searched, filtered, in order, a page at a time").Produces<LinesPage<PersonLine>>().ProducesValidationProblem();
        contacts.MapGet("/people/distribution", DistributionEndpoint.GetAsync).WithSummary("How many people share a value: by source, place, age, a field").Produces<SpreadPeople>().ProducesValidationProblem();
        contacts.MapGet("/people/{id}/timeline", TimelineEndpoint.OfPersonAsync).WithSummary("The timeline of a person, newest first").Produces<TimelinePage>().ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
        contacts.MapGet("/households", HouseholdsEndpoint.ListAsync).WithSummary("Households: searched, in order, a page at a time").Produces<LinesPage<HouseholdLine>>().ProducesValidationProblem();
        contacts.MapGet("/households/{id}/timeline", TimelineEndpoint.OfHouseholdAsync).WithSummary("The timeline of a household, newest first").Produces<TimelinePage>().ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
        contacts.MapGet("/organisations", OrganisationsEndpoint.ListAsync).WithSummary("Organisations: searched, in order, a page at a time").Produces<LinesPage<OrganisationLine>>().ProducesValidationProblem();
        contacts.MapGet("/stages", StagesEndpoint.GetAsync).WithSummary("The life cycle: people by stage, median days, who is stuck, the moves between two days").Produces<LifeCycleAnswer>().ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static void MapRecording(RouteGroupBuilder contacts)
    {
        contacts.MapPost("/people/{id}/timeline", TimelineEndpoint.RecordWithPersonAsync).WithSummary("Record a note, call, letter, message or meeting with a person")
            .Produces<RecordedInteraction>(StatusCodes.Status201Created).ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
        contacts.MapPost("/households/{id}/timeline", TimelineEndpoint.RecordWithHouseholdAsync).WithSummary("Record a note, call, letter, message or meeting with a household as a whole")
            .Produces<RecordedInteraction>(StatusCodes.Status201Created).ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
    }

    private static void MapViews(RouteGroupBuilder views)
    {
        views.MapGet("", ViewsEndpoint.ListAsync).WithSummary("Views of the list of people: one’s own and the shared ones").Produces<ViewsPage>();
        views.MapPost("", ViewsEndpoint.CreateAsync).WithSummary("Save a view of the list of people").Produces<ViewAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        views.MapPut("/{view}", ViewsEndpoint.ReplaceAsync).WithSummary("Change a view of one’s own").Produces<ViewAnswer>().ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
        views.MapDelete("/{view}", ViewsEndpoint.RemoveAsync).WithSummary("Throw a view away").Produces(StatusCodes.Status204NoContent).Produces(StatusCodes.Status404NotFound);
        views.MapPost("/{view}/restore", ViewsEndpoint.RestoreAsync).WithSummary("Bring a view back").Produces<ViewAnswer>().Produces(StatusCodes.Status404NotFound);
    }

    private static void MapStages(RouteGroupBuilder stages)
    {
        stages.MapPost("", StageEndpoint.CreateAsync).WithSummary("Add a stage of the life cycle").Produces<StageKept>(StatusCodes.Status201Created).ProducesValidationProblem();
        stages.MapPut("/{key}", StageEndpoint.ReplaceAsync).WithSummary("Change a stage: its names, what it means, its limit, its place").Produces<StageKept>().ProducesValidationProblem().Produces(StatusCodes.Status404NotFound);
        stages.MapDelete("/{key}", StageEndpoint.RemoveAsync).WithSummary("Stop using a stage; its people go to another, as an operation").Produces(StatusCodes.Status204NoContent)
            .Produces<BulkStarted>(StatusCodes.Status202Accepted).ProducesValidationProblem().Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        stages.MapPost("/{key}/restore", StageEndpoint.RestoreAsync).WithSummary("Use a stage again").Produces<StageKept>().Produces(StatusCodes.Status404NotFound);
    }

    private static void MapDuplicates(RouteGroupBuilder duplicates)
    {
        duplicates.MapGet("", DuplicatesEndpoint.ListAsync).WithSummary("Pairs of people who may be one, the likeliest first, with the reasons").Produces<PairsPage>();
        duplicates.MapPost("/not", DuplicatesEndpoint.NotAsync).WithSummary("Say that two people are two").Produces(StatusCodes.Status204NoContent).Produces(StatusCodes.Status404NotFound);
        duplicates.MapPost("/open", DuplicatesEndpoint.OpenAsync).WithSummary("Take back that two people are two").Produces(StatusCodes.Status204NoContent).Produces(StatusCodes.Status404NotFound);
    }

    private static void MapMerge(RouteGroupBuilder contacts)
    {
        contacts.MapPost("/people/{id}/merge", MergeEndpoint.PostAsync).WithSummary("Make two people one, or preview it")
            .Produces<MergeAnswer>().ProducesValidationProblem().Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        contacts.MapPost("/merges/{batchId}/undo", MergeEndpoint.UndoAsync).WithSummary("Take a merge back").Produces(StatusCodes.Status204NoContent).Produces(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static void MapBulk(RouteGroupBuilder contacts)
    {
        Bulk(contacts.MapPost("/people/bulk", (BulkRequest body, HttpContext context, BulkEndpoint bulk, CancellationToken cancellationToken) => bulk.PostAsync(ContactTypes.Person, body, context, cancellationToken)))
            .WithSummary("Give many people a stage or an owner, or move them to the trash, as an operation");
        Bulk(contacts.MapPost("/households/bulk", (BulkRequest body, HttpContext context, BulkEndpoint bulk, CancellationToken cancellationToken) => bulk.PostAsync(ContactTypes.Household, body, context, cancellationToken)))
            .WithSummary("Give many households an owner, or move them to the trash, as an operation");
        Bulk(contacts.MapPost("/organisations/bulk", (BulkRequest body, HttpContext context, BulkEndpoint bulk, CancellationToken cancellationToken) => bulk.PostAsync(ContactTypes.Organisation, body, context, cancellationToken)))
            .WithSummary("Give many organisations an owner, or move them to the trash, as an operation");
    }

    private static RouteHandlerBuilder Bulk(RouteHandlerBuilder act) => act.Produces<BulkStarted>(StatusCodes.Status202Accepted).ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);
}
