using Crm.Contacts.Demo;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Panels;
using Crm.Contacts.Segments;
using Crm.Kernel;
using Crm.Kernel.Calendar;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Frame;
using Crm.Kernel.Jobs;
using Crm.Kernel.Navigation;
using Crm.Kernel.Notifications;
using Crm.Kernel.Operations;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Crm.Messaging.Actions;
using Crm.Messaging.Api;
using Crm.Messaging.Approvals;
using Crm.Messaging.Automations;
using Crm.Messaging.Brakes;
using Crm.Messaging.Contexts;
using Crm.Messaging.Demo;
using Crm.Messaging.Ledger;
using Crm.Messaging.Messages;
using Crm.Messaging.Pace;
using Crm.Messaging.PersonalData;
using Crm.Messaging.Preferences;
using Crm.Messaging.Restraint;
using Crm.Messaging.Returns;
using Crm.Messaging.Send;
using Crm.Messaging.Silences;
using Crm.Messaging.StopList;
using Crm.Messaging.Templates;
using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Merge;
using Crm.Messaging.Templates.Render;
using Crm.Messaging.Templates.Travel;
using Crm.Messaging.Templates.Try;
using Crm.Messaging.Topics;
using Crm.Messaging.Tracking;
using Crm.Messaging.Trips;
using Crm.Messaging.Write;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<MessagingMigration>();
        services.AddPermissionProvider<MessagingPermissions>().AddNavigationProvider<MessagingMenu>();

        services.AddScoped<MessageTexts>().AddOutbox();
        services.AddSingleton<CompiledMails>();
        services.AddScoped<MailTemplates>().AddScoped<CheckTemplate>().AddScoped<CompileMail>().AddScoped<MailRenderer>().AddScoped<MergeReader>().AddScoped<TemplateLetters>().AddScoped<TryLetter>();
        services.AddRecipeStep<MailTemplatesStep>().AddRecipeExporter<MailTemplatesExporter>();

        services.AddSingleton<Sender>().AddSingleton<HandLog>();
        services.AddScoped<MessageDesk>().AddScoped<WriteJournal>().AddScoped<MarkLetters>().AddScoped<WriteLetter>().AddScoped<SendChecks>().AddScoped<SentOnTimeline>();
        services.AddBackgroundTask<SendMessages>();
        services.AddScoped<IModularTenantEvents, ResumeMessages>();

        services.AddSingleton<BrakeFile>();
        services.AddScoped<BrakeBoard>().AddScoped<SegmentReach>().AddScoped<BrakeHolder>().AddScoped<BrakeFigures>().AddScoped<BrakeWords>();
        services.AddOperation<TriageOperation>();
        services.AddSingleton(new TopBarSlot("5", "/Crm.Messaging/Brakes/_TopBar.cshtml"));
        services.AddSingleton(new TopBandSlot("1", "/Crm.Messaging/Brakes/_Band.cshtml"));

        services.AddSingleton<PaceClock>().AddScoped<DomainPaces>().AddNotificationSource<PaceNotices>();
        services.AddScoped<TellManagers>().AddScoped<TripBrake>().AddScoped<RateTrips>().AddScoped<PersonCeiling>().AddNotificationSource<TripNotices>();
        services.AddBackgroundTask<WatchRates>();

        services.AddScoped<SilenceRules>().AddScoped<PlanSilences>().AddCalendarSource<SilenceSource>();
        services.AddScoped<TextApprovals>().AddScoped<CarryOutApprovals>().AddScoped<ApprovalFigures>();
        services.AddContexts().AddSegmentRules<ContextSegmentRules>();
        services.AddScoped<Restraints>().AddScoped<RestraintWords>();

        services.AddScoped<MessageLedger>().AddScoped<LedgerWords>().AddScoped<Recipients>().AddScoped<SettleMessage>().AddScoped<RewriteMessages>();
        services.AddActions();
        services.AddScoped<AutomationExits>().AddScoped<MessagePreferences>().AddScoped<LeaveLinks>();
        services.AddScoped<TopicBook>().AddScoped<TopicChoices>().AddScoped<ChangeTopics>();
        services.AddTrackingConsent();
        services.AddSecretField(nameof(StopListSecret), nameof(StopListSecret.Key));
        services.AddScoped<AddressKeys>().AddScoped<StoppedAddresses>();
        services.AddReturns().AddReplies();
        services.AddScoped<PersonFacts>().AddScoped<TakeTemplate>();
        services.AddContactPanel<MessagesPanel>().AddContactPanel<ContextsPanel>();
        services.AddDemoRows<DemoMessages>().AddScoped(provider => new DemoLedger(provider.GetRequiredService<ISession>(), provider.GetRequiredService<MessageTexts>(), provider.GetRequiredService<AddressKeys>()));
        services.AddPersonalData<MessagesOfPerson>().AddPersonalData<StopsOfPerson>().AddPersonalData<ExitsOfPerson>().AddPersonalData<TrackingOfPerson>().AddPersonalData<ContextsOfPerson>();
        services.AddScoped<IPersonReference, MessageReferences>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        const string key = "The link in the letter is the key";
        routes.MapGet("/leave/{token}", LeaveEndpoint.Get).Open(key).ExcludeFromDescription();
        routes.MapPost("/leave/{token}", LeaveEndpoint.PostAsync).Open(key).DisableAntiforgery().ExcludeFromDescription();

        var messages = routes.MapGroup("/api/messages").WithTags("Messages");
        messages.MapGet("", MessagesEndpoint.ListAsync).RequireRight(MessagingPermissions.View).WithSummary("The ledger of messages, the newest first; a page at a time");
        messages.MapGet("/sums", MessagesEndpoint.SumAsync).RequireRight(MessagingPermissions.View).WithSummary("How many messages stand in each state; they add up to all there are");
        messages.MapGet("/{message}", MessagesEndpoint.GetAsync).RequireRight(MessagingPermissions.View).WithSummary("One message: what it says, where it stands and why");
        messages.MapPost("", MessagesEndpoint.PutAsync).RequireRight(MessagingPermissions.Write).WithSummary("Put a message into the outbox; the same action, person and step is the same message");

        string[] read = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/admin/mail-templates/{template}/body", read, ServeLetter.TriedAsync).RequireRight(MessagingPermissions.Templates).ExcludeFromDescription();
        routes.MapMethods("/admin/messages/{message}/body", read, ServeLetter.SentAsync).RequireRight(MessagingPermissions.View).ExcludeFromDescription();

        var contexts = routes.MapGroup("/api/contexts").WithTags("Messages");
        contexts.MapGet("", ContextsEndpoint.ListAsync).RequireRight(MessagingPermissions.ViewContexts).WithSummary("What a person or a household goes through, and went through, the newest first");
        contexts.MapPost("", ContextsEndpoint.NoteAsync).RequireRight(MessagingPermissions.EditContexts).WithSummary("Note what somebody goes through; the same subject, kind and reference is the same context");
        contexts.MapPost("/{context}/end", ContextsEndpoint.EndAsync).RequireRight(MessagingPermissions.EditContexts).WithSummary("It is over from now on; what waited for that leaves when it may");
        contexts.MapPost("/{context}/withdraw", ContextsEndpoint.WithdrawAsync).RequireRight(MessagingPermissions.EditContexts).WithSummary("It never was: noted by mistake");
        contexts.MapPost("/{context}/put-back", ContextsEndpoint.PutBackAsync).RequireRight(MessagingPermissions.EditContexts).WithSummary("Take the last ending or withdrawing back");

        var brakes = routes.MapGroup("/api/brakes").WithTags("Messages").RequireRight(MessagingPermissions.Pull);
        brakes.MapGet("", BrakesEndpoint.ListAsync).WithSummary("What is stopped now");
        brakes.MapPost("", BrakesEndpoint.PullAsync).WithSummary("Pull the brake: nothing it covers leaves from then on");
    }
}
