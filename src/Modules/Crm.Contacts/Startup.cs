using Crm.Contacts.Addresses;
using Crm.Contacts.Ages;
using Crm.Contacts.Bulk;
using Crm.Contacts.Choose;
using Crm.Contacts.Demo;
using Crm.Contacts.Distribution;
using Crm.Contacts.Duplicates;
using Crm.Contacts.Duplicates.Candidates;
using Crm.Contacts.Duplicates.Entry;
using Crm.Contacts.Duplicates.Judge;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Edits;
using Crm.Contacts.Export;
using Crm.Contacts.Households;
using Crm.Contacts.Import;
using Crm.Contacts.Import.Links;
using Crm.Contacts.Import.Wizard;
using Crm.Contacts.Lists;
using Crm.Contacts.Marks;
using Crm.Contacts.Names;
using Crm.Contacts.Numbers;
using Crm.Contacts.Organisations;
using Crm.Contacts.Panels;
using Crm.Contacts.Panels.Related;
using Crm.Contacts.People;
using Crm.Contacts.PersonalData;
using Crm.Contacts.Points;
using Crm.Contacts.Recent;
using Crm.Contacts.Relations;
using Crm.Contacts.Rights;
using Crm.Contacts.Search;
using Crm.Contacts.Segments;
using Crm.Contacts.Segments.Rules;
using Crm.Contacts.Stages;
using Crm.Contacts.Timeline;
using Crm.Contacts.Trash;
using Crm.Contacts.Views;
using Crm.Contacts.Views.Cells;
using Crm.Contacts.Words;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Jobs;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Search;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using Crm.Kernel.Display.Today;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<ContactsMigration>();
        services.AddIndexProvider<PersonIndexes>();
        services.AddScoped<FieldRules>();
        services.AddScoped<FieldTraits>();
        services.AddScoped<Traits>();
        services.AddScoped<DistributionOfPeople>();
        services.AddScoped<PersonNumbers>();
        services.AddContentHandler<NumberPeople>();
        services.AddIndexProvider<HouseholdIndexes>();
        services.AddIndexProvider<OrganisationIndexes>();
        services.AddIndexProvider<InteractionIndexes>();

        services.AddContentPart<PersonPart>();
        services.AddContentPart<ContactPointsPart>();
        services.AddContentPart<AddressPart>();
        services.AddContentPart<HouseholdPart>();
        services.AddContentPart<OrganisationPart>();
        services.AddContentPart<InteractionPart>();

        services.AddNameSource(ContactTypes.Person, "PersonPart.GivenName", "PersonPart.FamilyName", "PersonPart.ExternalKeys");
        services.AddNameSource(ContactTypes.Household, "HouseholdPart.Name");
        services.AddNameSource(ContactTypes.Organisation, "OrganisationPart.Name");
        services.AddNameSource(ContactTypes.Interaction, InteractionPart.SourceFields.Split(' '));
        foreach (var field in PersonFieldSettings.Fields)
        {
            services.AddOptionalField(ContactTypes.Person, $"{nameof(PersonPart)}.{field}", site => site.As<PersonFieldSettings>().IsOn(field));
        }

        services.AddDerivedField(ContactTypes.Person, LifeCyclePart.ChangesPath, $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}");
        services.AddDerivedField(ContactTypes.Interaction, "InteractionPart.Title", "InteractionPart.Text");

        services.AddPermissionProvider<ContactsPermissions>();
        services.AddNavigationProvider<ContactsMenu>();
        services.AddTodayCard<RecentPeopleCard>();
        services.AddSearchSource<ContactSource>();

        services.AddScoped<Today>();
        services.AddScoped<HomeCountry>();
        services.AddScoped<ContactLabels>();
        services.AddScoped<ContactSights>();
        services.AddScoped<EditMerge>();
        services.AddScoped<PeopleList>();
        services.AddScoped<HouseholdList>();
        services.AddScoped<OrganisationList>();
        services.AddScoped<HouseholdMembers>();
        services.AddScoped<HouseholdAddresses>();
        services.AddContentHandler<PassAddressOn>();
        services.AddContentHandler<NameOfContact>();
        services.AddScoped<TimelineReader>();
        services.AddScoped<RecordInteraction>();
        services.AddScoped<ContactPanels>().AddScoped<PersonMarks>();
        services.AddRelatedPanels();
        services.AddScoped<TrashedContacts>();
        services.AddScoped(ContactChoices.Of);
        services.AddScoped<FindPeople>();
        services.AddScoped<LinkSaves>();

        services.AddStages();
        services.AddRelations();
        services.AddContactTerms();
        services.AddScoped<StartBulk>().AddScoped<BulkWords>().AddScoped<SelectionBars>().AddScoped<BulkEndpoint>();
        services.AddScoped<ContactList>(scope => scope.GetRequiredService<PeopleList>()).AddScoped<ContactList>(scope => scope.GetRequiredService<HouseholdList>())
            .AddScoped<ContactList>(scope => scope.GetRequiredService<OrganisationList>());
        services.AddOperation<ChangeContacts>();
        services.AddSegments();
        services.AddDataMigration<PeopleViewsMigration>();
        services.AddIndexProvider<PeopleViewIndexes>();
        services.AddScoped<PeopleViews>();
        services.AddScoped<KeepView>().AddScoped<ViewRules>();
        services.AddScoped<ViewOpener>();
        services.AddScoped<ListColumns>();
        services.AddScoped<EditableCells>();
        services.AddScoped<CellsOfPeople>();
        services.AddScoped<UndoCell>();
        services.AddScoped<FieldTexts>();
        services.AddDataMigration<DuplicatesMigration>();
        services.AddScoped<DuplicateReasons>();
        services.AddScoped<LikePeople>();
        services.AddScoped<LikelyDuplicates>();
        services.AddScoped<CandidatePairs>();
        services.AddContentPart<MergedIntoPart>();
        services.AddScoped<IPersonReference, InteractionReferences>();
        services.AddScoped<MergeGate>();
        services.AddScoped<MergePartners>();
        services.AddScoped<MergePeople>();
        services.AddScoped<UndoMerge>();
        services.AddScoped<MergedInto>();
        services.AddScoped<DuplicateSweep>();
        services.AddChangeFollower<FollowPeople>();
        services.AddBackgroundTask<FindDuplicates>();
        services.AddScoped<ICreationHint, LikelyDuplicatesHint>();

        // One form serves the new record and the stored one.
        services.Configure<RazorPagesOptions>(options =>
        {
            options.Conventions.AddPageRoute("/Crm.Contacts/People/EditPerson", "/admin/people/{id}/edit");
            options.Conventions.AddPageRoute("/Crm.Contacts/Households/EditHousehold", "/admin/households/{id}/edit");
            options.Conventions.AddPageRoute("/Crm.Contacts/Organisations/EditOrganisation", "/admin/organisations/{id}/edit");
            options.Conventions.AddPageRoute("/Crm.Contacts/Segments/Edit/EditSegment", "/admin/segments/{id}");
            options.Conventions.AddPageRoute("/Crm.Contacts/Stages/Edit/EditStage", "/admin/stages/{key}");
            options.Conventions.AddPageRoute("/Crm.Contacts/Relations/EditRelation", "/admin/people/{id}/relations/{relation}");
            options.Conventions.AddPageRoute("/Crm.Contacts/Relations/Edit/EditKind", "/admin/relation-kinds/{key}");
        });

        services.AddDataMigration<ExportMigration>();
        services.AddScoped<ExportLog>();
        services.AddScoped<ExportSightsReader>();
        services.AddScoped<PersonColumns>();
        services.AddScoped<ExportPeople>();
        services.AddScoped<RelationCells>();

        services.AddIndexProvider<GroupKeyIndexes>();
        services.AddScoped<EachLanguage>();
        services.AddScoped<RoleWords>();
        services.AddScoped<LinkNames>();
        services.AddScoped<FindLinked>();
        services.AddScoped<FindLinkedPeople>();
        services.AddScoped<StoreRows>();
        services.AddScoped<OwnFile>();
        services.AddScoped<RowReader>();
        services.AddScoped<PossibleDoubles>();
        services.AddScoped<LikelyHere>();
        services.AddScoped<ImportPeople>();
        services.AddCliCommand<ImportPeopleCommand>();

        services.AddDataMigration<ImportMigration>();
        services.AddScoped<ImportFiles>();
        services.AddScoped<SuggestMap>();
        services.AddScoped<PeopleImports>();
        services.AddScoped<ImportPreview>();
        services.AddSingleton<OpenImports>();
        services.AddOperation<ImportOperation>();
        services.AddBackgroundTask<ForgetImports>();

        services.AddScoped<DataSubjects>();
        services.AddPersonalData<RecordOfPerson>().AddPersonalData<TimelineOfPerson>().AddPersonalData<DuplicatesOfPerson>().AddPersonalData<SearchesOfPerson>().AddPersonalData<ImportsOfPerson>();

        services.AddScoped<LoadDemo>();
        services.AddCliCommand<DemoCommand>();
        services.AddRecipeStep<DemoStep>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        ContactsApi.Map(routes);
        routes.MapPost("/api/contacts/people/export", ExportEndpoint.PostAsync).RequireRight(ContactsPermissions.Export).WithTags("Contacts").WithSummary("Export people to a CSV or XLSX file");
        routes.MapPost("/api/contacts/import", ImportEndpoint.PostAsync).RequireRight(ContactsPermissions.Import).WithTags("Contacts").WithSummary("Import people, households and organisations from CSV, XLSX or NDJSON files").WithDescription(ImportEndpoint.Description);
        routes.MapPost("/api/contacts/import/{batchId}/undo", ImportEndpoint.UndoAsync).RequireRight(ContactsPermissions.Import).WithTags("Contacts").WithSummary("Take a whole import back");
    }
}
