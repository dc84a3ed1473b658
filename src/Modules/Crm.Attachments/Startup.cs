using Crm.Attachments.Api;
using Crm.Attachments.Files;
using Crm.Attachments.Merge;
using Crm.Attachments.Panel;
using Crm.Attachments.PersonalData;
using Crm.Attachments.Search;
using Crm.Attachments.Serve;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.Panels;
using Crm.Contacts.Rights;
using Crm.Kernel;
using Crm.Kernel.Data;
using Crm.Kernel.PersonalData;
using Crm.Kernel.Search;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Attachments;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddDataMigration<AttachmentsMigration>();
        services.AddIndexProvider<AttachmentIndexes>();
        services.AddScoped<AttachmentGate>().AddScoped<AttachmentList>().AddScoped<ChangeAttachments>();
        services.AddBackgroundTask<SweepAttachments>();
        services.AddContactPanel<ContactFiles>();
        services.AddScoped<IPersonReference, AttachmentReferences>();
        services.AddPersonalData<AttachmentsOfPerson>();
        services.AddSearchSource<FileSource>();
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        routes.MapMethods("/admin/attachments/{id}", [HttpMethods.Get, HttpMethods.Head], ServeAttachment.GetAsync).RequireRight(ContactsPermissions.ViewOwn).ExcludeFromDescription();
        AttachmentsEndpoint.Map(routes);
    }
}
