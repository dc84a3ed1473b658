using Crm.Email.Compose;
using Crm.Email.Intake;
using Crm.Email.Mailbox;
using Crm.Email.PersonalData;
using Crm.Email.Settings;
using Crm.Email.Smtp;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Navigation;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Security;
using Crm.Kernel.Users;
using Crm.Messaging.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Email;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<EmailMigration>();
        services.AddPermissionProvider<EmailPermissions>().AddNavigationProvider<EmailMenu>();
        services.AddSecretField(nameof(ReturnPathSecret), nameof(ReturnPathSecret.Key)).AddSecretField(nameof(EmailSecrets), nameof(EmailSecrets.Password)).AddSecretField(nameof(EmailSecrets), nameof(EmailSecrets.DkimKey));

        services.AddScoped<ComposeMail>().AddScoped<ReturnPath>();
        services.AddSingleton<SmtpPool>().AddScoped<SendBySmtp>();
        services.AddSingleton<SecretBox>().AddSingleton<Signers>();
        services.AddChannel<EmailChannel>();
        services.AddScoped<ChangeEmailSettings>().AddScoped<SendTest>();

        services.AddScoped<KeepMails>().AddScoped<MailboxList>();
        services.AddBackgroundTask<PruneMailbox>();
        services.AddPersonalData<MailsOfPerson>().AddPersonalData<ReceivedOfPerson>();

        services.AddScoped<ProveReturn>().AddScoped<TakeMail>().AddScoped<MailFolder>().AddScoped<ReceivedList>();
        services.AddCliCommand<MailInCommand>();
        services.AddBackgroundTask<TakeFolder>().AddBackgroundTask<PruneReceived>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/admin/mailbox/{id}/body", read, ServeMail.BodyAsync).RequireRight(EmailPermissions.ViewMailbox).ExcludeFromDescription();
        routes.MapMethods("/admin/mailbox/{id}/eml", read, ServeMail.BytesAsync).RequireRight(EmailPermissions.ViewMailbox).ExcludeFromDescription();
        routes.MapMethods("/admin/mail-in/{received}/eml", read, ServeReceived.BytesAsync).RequireRight(EmailPermissions.HandleIncoming).ExcludeFromDescription();
    }
}
