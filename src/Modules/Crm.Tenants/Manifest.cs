using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Tenants", Name = "Tenants", Category = "Platform", DefaultTenantOnly = true, Author = "Crm", Version = "0.1.0")]
