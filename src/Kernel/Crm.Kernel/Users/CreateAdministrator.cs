using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Identity;

namespace Crm.Kernel.Users;

/// <summary>Creates the first account, the tenant's super user. There is no default password: what setup is given is judged as any other.</summary>
internal sealed class CreateAdministrator(UserManager<User> users, ISiteService site, Roles roles) : ISetupEventHandler
{
    public async Task SetupAsync(SetupContext context, Action<string, string> fail)
    {
        if (await users.FindByIdAsync(context.AdminUserId) is null)
        {
            var user = new User { UserId = context.AdminUserId, UserName = context.AdminUsername, Email = context.AdminEmail, EmailConfirmed = true, RoleNames = [Role.Administrator] };
            user.SetProfile(null, context.Culture.Length > 0 ? context.Culture : null);
            var created = await users.CreateAsync(user, context.AdminPassword);
            foreach (var error in created.Errors)
            {
                fail(FieldOf(error.Code), error.Description);
            }
        }

        await roles.ChangeAsync(document => document.FindOrAdd(Role.Administrator));
        var settings = await site.LoadSiteSettingsAsync();
        settings.SuperUser = context.AdminUserId;
        await site.UpdateSiteSettingsAsync(settings);
    }

    private static string FieldOf(string code)
        => code.StartsWith("Password", StringComparison.Ordinal) ? nameof(SetupContext.AdminPassword)
            : code.Contains("Email", StringComparison.Ordinal) ? nameof(SetupContext.AdminEmail) : nameof(SetupContext.AdminUsername);
}
