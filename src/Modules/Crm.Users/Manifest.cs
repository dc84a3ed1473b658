using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Users", Name = "Users", Description = "Accounts, roles, teams, sign-in and API tokens.", Category = "Platform", Author = "Crm", Version = "0.1.0", IsAlwaysEnabled = true)]
