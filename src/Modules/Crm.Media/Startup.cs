using Crm.Kernel;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Liquid;
using Crm.Kernel.PersonalData;
using Crm.Media.Field;
using Crm.Media.PersonalData;
using Crm.Media.Serve;
using Crm.Media.Templates;
using Crm.Media.Trash;
using Crm.Media.Upload;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media;

/// <summary>What the module adds to a tenant.</summary>
public sealed class Startup : StartupBase
{
    /// <inheritdoc/>
    public override void ConfigureServices(IServiceCollection services)
    {
        services.AddNavigationProvider<MediaMenu>().AddPermissionProvider<MediaPermissions>().AddBackgroundTask<EmptyMediaTrash>();
        services.AddContentField<MediaField>().UseDisplayDriver<MediaFieldDisplayDriver>();
        services.AddPersonalData<FilesOfPerson>();
        services.AddLiquidFilter<AssetUrlFilter>("asset_url").AddLiquidFilter<ImgTagFilter>("img_tag");
    }

    /// <inheritdoc/>
    public override void Configure(IApplicationBuilder app, IEndpointRouteBuilder routes, IServiceProvider serviceProvider)
    {
        ServeMedia.Map(routes);
        MediaEndpoints.Map(routes);
    }
}
