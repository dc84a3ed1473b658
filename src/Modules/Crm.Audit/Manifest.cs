using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Audit", Name = "Audit", Category = "Platform", Author = "Crm", Version = "0.1.0")]
