using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Files;

internal static class MediaServices
{
    /// <summary>The media store of a tenant.</summary>
    public static IServiceCollection AddMediaKernel(this IServiceCollection services) => services
        .AddScoped<MediaDisk>()
        .AddScoped(scope => new MediaStage(scope.GetRequiredService<MediaDisk>(), scope.GetRequiredService<ISiteService>(), scope.GetRequiredService<IStringLocalizer<MediaFiles>>()))
        .AddScoped(scope => new PrivateFiles(scope.GetRequiredService<MediaDisk>()))
        .AddScoped(scope => new MediaTrash(scope.GetRequiredService<MediaDisk>(), scope.GetRequiredService<ChangeContext>(), scope.GetRequiredService<TimeProvider>()))
        .AddScoped(scope => new MediaFiles(
            scope.GetRequiredService<MediaDisk>(), scope.GetRequiredService<MediaStage>(), scope.GetRequiredService<MediaTrash>(), scope.GetRequiredService<ISiteService>(),
            scope.GetRequiredService<IStringLocalizer<MediaFiles>>()));
}
