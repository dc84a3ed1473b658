using Crm.Activities.Birthdays;
using Crm.Activities.Calendar;
using Crm.Activities.Demo;
using Crm.Activities.Feed;
using Crm.Activities.Holidays;
using Crm.Activities.Notes;
using Crm.Activities.PersonalData;
using Crm.Activities.Plans;
using Crm.Activities.Plans.Api;
using Crm.Activities.Plans.Liquid;
using Crm.Activities.Plans.Move;
using Crm.Activities.Plans.Today;
using Crm.Activities.Plans.Travel;
using Crm.Activities.Reminders;
using Crm.Activities.Rights;
using Crm.Activities.Tasks;
using Crm.Contacts.Demo;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Panels;
using Crm.Contacts.Timeline;
using Crm.Contacts.ToDos;
using Crm.Kernel.Calendar;
using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Today;
using Crm.Kernel.Liquid;
using Crm.Kernel.Recipes;
using Crm.Kernel.Notifications;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Search;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Activities;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<ActivitiesMigration>();
        services.AddIndexProvider<TaskIndexes>();
        services.AddIndexProvider<BirthdayIndexes>();
        services.AddContentPart<TaskPart>();
        services.AddNameSource(ActivityTypes.Task, $"{nameof(TaskPart)}.{nameof(TaskPart.Subject)}");
        services.AddPermissionProvider<ActivitiesPermissions>();
        services.AddNavigationProvider<ActivitiesMenu>();

        services.AddScoped<TaskGate>().AddScoped<TaskList>().AddScoped<TaskLines>().AddScoped<TaskLabels>().AddChangeTasks();
        services.AddScoped<IToDoList, TasksToDo>();
        services.AddContactPanel<ContactTasks>();
        services.AddTimelineKinds<TaskTimeline>();
        services.AddSearchSource<TaskSource>();
        services.AddScoped<IPersonReference, TaskReferences>();
        services.AddTodayCard<TodaysTasks>();
        services.AddDemoRows<DemoTasks>();

        services.AddBackgroundTask<RemindOfTasks>();
        services.AddNotificationSource<TaskSentences>();

        services.AddIndexProvider<NoteIndexes>();
        services.AddContentPart<NotePart>();
        services.AddNameSource(ActivityTypes.Note, $"{nameof(NotePart)}.{nameof(NotePart.Text)}");
        services.AddScoped<NoteList>().AddScoped<WriteNotes>();
        services.AddTimelineKinds<NoteTimeline>();
        services.AddSearchSource<NoteSource>();
        services.AddScoped<IPersonReference, NoteReferences>();

        services.AddContentPart<PlanPart>();
        services.AddContentHandler<PlanHandler>();
        services.AddScoped<PlanBook>().AddScoped<PlanWords>().AddScoped<ChangePlans>();
        services.AddTodayCard<NearestPlan>();
        services.AddLiquidObject<PlanObject>("plan");
        services.AddRecipeStep<PlansStep>().AddRecipeExporter<PlansExporter>();

        services.AddPersonalData<ActivitiesOfPerson>();

        services.AddScoped<CalendarEntries>();
        services.AddCalendarSource<TaskEntries>().AddCalendarSource<HolidaySource>().AddCalendarSource<BirthdaySource>().AddCalendarSource<PlanEntries>();
        services.AddScoped<CalendarFeed>().AddSingleton<FeedPace>();
        services.AddSecretField(nameof(User), $"{nameof(User.Properties)}.{CalendarFeed.Member}");

        // One form serves the new task and the stored one.
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Activities/Tasks/EditTask", "/admin/tasks/{id}/edit"));
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Activities/Plans/Edit/EditPlan", "/admin/plans/{id}/edit"));
        services.Configure<RazorPagesOptions>(options => options.Conventions.AddPageRoute("/Crm.Activities/Plans/Edit/EditStep", "/admin/plans/{id}/steps/{key}"));
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        const string tag = "Tasks";
        routes.MapGet("/api/tasks", TasksEndpoint.ListAsync).RequireRight(ActivitiesPermissions.ViewOwn).WithTags(tag).WithSummary("Tasks: to do, late, today, planned or done; a page at a time");
        routes.MapGet("/api/tasks/{id}", TasksEndpoint.GetAsync).RequireRight(ActivitiesPermissions.ViewOwn).WithTags(tag).WithSummary("One task");
        routes.MapPost("/api/tasks", TasksEndpoint.CreateAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Write down a task");
        routes.MapPut("/api/tasks/{id}", TasksEndpoint.ReplaceAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Change a task");
        routes.MapPost("/api/tasks/{id}/done", TasksEndpoint.DoAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Do a task; one of a series makes the next");
        routes.MapPost("/api/tasks/{id}/reopen", TasksEndpoint.ReopenAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Open a task again");
        routes.MapPost("/api/tasks/{id}/acknowledge", TasksEndpoint.AcknowledgeAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Say that one sees to a task");
        routes.MapPost("/api/tasks/{id}/snooze", TasksEndpoint.SnoozeAsync).RequireRight(ActivitiesPermissions.EditOwn).WithTags(tag).WithSummary("Be reminded again later");
        routes.MapDelete("/api/tasks/{id}", TasksEndpoint.DeleteAsync).RequireRight(ActivitiesPermissions.DeleteOwn).WithTags(tag).WithSummary("Move a task to the trash");
        routes.MapGet("/api/notes", NotesEndpoint.ListAsync).RequireRight(ActivitiesPermissions.ViewOwnNotes).WithTags("Notes").WithSummary("Notes and ideas, the newest first");
        routes.MapPost("/api/notes", NotesEndpoint.WriteAsync).RequireRight(ActivitiesPermissions.EditOwnNotes).WithTags("Notes").WithSummary("Write down a note or an idea");
        routes.MapPost("/api/notes/{id}/attach", NotesEndpoint.AttachAsync).RequireRight(ActivitiesPermissions.EditOwnNotes).WithTags("Notes").WithSummary("Say whom a note is about");
        routes.MapDelete("/api/notes/{id}", NotesEndpoint.DeleteAsync).RequireRight(ActivitiesPermissions.DeleteOwnNotes).WithTags("Notes").WithSummary("Move a note to the trash");
        var plans = routes.MapGroup("/api/plans").WithTags("Plans");
        plans.MapGet("", PlansEndpoint.ListAsync).RequireRight(ActivitiesPermissions.ViewPlans).WithSummary("Plans, the nearest target first");
        plans.MapGet("/{plan}", PlansEndpoint.GetAsync).RequireRight(ActivitiesPermissions.ViewPlans).WithSummary("One plan with its steps on their days");
        plans.MapPost("/{plan}/move", PlansEndpoint.MoveAsync).RequireRight(ActivitiesPermissions.ManagePlans).WithSummary("Move a plan’s target; with “preview” nothing is saved");
        routes.MapGet("/calendar/{token}", FeedEndpoint.GetAsync).WithMetadata(new OpenAttribute("The address itself is the secret: signed, bound to this purpose, taken back at will, and its pace is limited")).ExcludeFromDescription();
    }
}
